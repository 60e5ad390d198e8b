using System.Security.Cryptography;
using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Tokens;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Begins, continues and ends sign-ins.</summary>
internal sealed class SignInBook(IdentityContext context, RealTime time)
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

    /// <summary>Takes a refresh token and gives the next. One that was used before ends the sign-in: somebody else has a copy of it.</summary>
    /// <returns>The account and the next token; null when the token is not good.</returns>
    public async Task<(Account Account, RefreshToken Next)?> ContinueAsync(RefreshToken token, CancellationToken cancellationToken)
    {
        var signIn = await context.SignIns.AsNoTracking()
            .Include(signIn => signIn.Account.Subscription)
            .SingleOrDefaultAsync(signIn => signIn.Id == token.Family, cancellationToken);
        if (signIn is null)
        {
            return null;
        }

        var hash = token.Hash;
        var now = time.Now;
        if (CryptographicOperations.FixedTimeEquals(signIn.TokenHash, hash) && signIn.SecurityStamp == signIn.Account.SecurityStamp)
        {
            if (signIn.ExpiresAt <= now)
            {
                return null;
            }

            // Of several uses at once the database lets one through: the others no longer find the hash.
            var next = RefreshToken.Create(token.Family);
            var taken = await context.SignIns
                .Where(current => current.Id == token.Family && current.TokenHash == hash)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(current => current.TokenHash, next.Hash).SetProperty(current => current.ExpiresAt, now + RefreshToken.Lifetime),
                    cancellationToken);
            if (taken == 1)
            {
                return (signIn.Account, next);
            }
        }

        await context.SignIns.Where(current => current.Id == token.Family).ExecuteDeleteAsync(cancellationToken);
        return null;
    }

    /// <summary>Ends a sign-in by any token of its family, if it is the user's own.</summary>
    public Task EndAsync(RefreshToken token, long userId, CancellationToken cancellationToken) =>
        context.SignIns.Where(signIn => signIn.Id == token.Family && signIn.AccountId == userId).ExecuteDeleteAsync(cancellationToken);
}
