using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Tokens;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Begins, continues and ends sign-ins.</summary>
internal sealed class SignInBook(IdentityContext context, RefreshRotation rotation, RealTime time)
{
    /// <summary>Adds a sign-in, not saved yet.</summary>
    /// <returns>Its first refresh token.</returns>
    public RefreshToken Begin(Account account)
    {
        var token = RefreshToken.Create(Guid.CreateVersion7());
        context.SignIns.Add(new SignIn
        {
            Id = token.Family,
            Account = account,
            SecurityStamp = account.SecurityStamp!,
            TokenHash = token.Hash,
            ExpiresAt = time.Now + RefreshToken.Lifetime,
        });
        return token;
    }

    /// <summary>
    /// Takes a refresh token and gives the next. One that was used before ends the sign-in, since somebody else has a copy of it (RFC 9700, 4.14.2),
    /// unless the request repeats the one that used it: see <see cref="RefreshRotation"/>.
    /// </summary>
    /// <param name="token">What the client sent.</param>
    /// <param name="key">The request's idempotency key; null when it has none, and is no repeat then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The account and the next token; null when the token is not good.</returns>
    public async Task<(Account Account, RefreshToken Next)?> ContinueAsync(RefreshToken token, string? key, CancellationToken cancellationToken)
    {
        var next = rotation.Next(token, key);
        var now = time.Now;
        var signIn = await FindAsync(token.Family, cancellationToken);
        if (signIn is { IsInForce: true } && signIn.IsLatest(token))
        {
            if (signIn.ExpiresAt <= now)
            {
                return null;
            }

            if (await ReplaceAsync(token, next, now, cancellationToken))
            {
                return (signIn.Account, next);
            }

            // Another use came first: perhaps this same request, sent twice at once.
            signIn = await FindAsync(token.Family, cancellationToken);
        }

        if (key is not null && signIn is { IsInForce: true } && signIn.IsLatest(next) && signIn.IssuedAt > now - RefreshRotation.RepeatWindow)
        {
            return (signIn.Account, next);
        }

        await context.SignIns.Where(current => current.Id == token.Family).ExecuteDeleteAsync(cancellationToken);
        return null;
    }

    /// <summary>Ends a sign-in by any token of its family, if it is the user's own.</summary>
    public Task EndAsync(RefreshToken token, long userId, CancellationToken cancellationToken) =>
        context.SignIns.Where(signIn => signIn.Id == token.Family && signIn.AccountId == userId).ExecuteDeleteAsync(cancellationToken);

    private Task<SignIn?> FindAsync(Guid family, CancellationToken cancellationToken) => context.SignIns.AsNoTracking()
        .Include(signIn => signIn.Account.Subscription)
        .SingleOrDefaultAsync(signIn => signIn.Id == family, cancellationToken);

    // Of several uses at once the database lets one through: the others no longer find the hash.
    private async Task<bool> ReplaceAsync(RefreshToken token, RefreshToken next, DateTimeOffset now, CancellationToken cancellationToken) => await context.SignIns
        .Where(current => current.Id == token.Family && current.TokenHash == token.Hash)
        .ExecuteUpdateAsync(
            set => set.SetProperty(current => current.TokenHash, next.Hash).SetProperty(current => current.ExpiresAt, now + RefreshToken.Lifetime),
            cancellationToken) == 1;
}
