using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.Storage;
using FocusSuite.Identity.Tokens;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Begins, continues and ends sign-ins.</summary>
internal sealed class SignInStore(IdentityContext context, RefreshRotation rotation, RealTime time)
{
    /// <summary>Of so many requests the keys are kept that were given one successor: some tabs of a browser.</summary>
    private const int MaxRequests = 8;

    /// <summary>Adds a sign-in, not saved yet.</summary>
    /// <returns>Its first refresh token.</returns>
    public RefreshToken Begin(Account account)
    {
        var token = rotation.First(Guid.CreateVersion7());
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

    /// <summary>Begins a sign-in.</summary>
    /// <returns>Its first refresh token; null when the account is gone.</returns>
    public async Task<RefreshToken?> TryBeginAsync(Account account, CancellationToken cancellationToken)
    {
        var token = Begin(account);
        try
        {
            await context.SaveAsync([], cancellationToken);
            return token;
        }
        catch (DbUpdateException exception) when (exception.Is(DatabaseErrorKind.ForeignKey))
        {
            context.ChangeTracker.Clear();
            return null;
        }
    }

    /// <summary>
    /// Takes a refresh token and gives the next. One that was used before ends the sign-in, since somebody else has a copy of it (RFC 9700,
    /// 4.14.2), unless it
    /// comes again in time: see <see cref="RefreshRotation"/>. One that nobody gave does nothing: the family's id is no secret.
    /// </summary>
    /// <param name="token">What the client sent.</param>
    /// <param name="key">The request's idempotency key; null when it has none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The account and the next token; null when the token is not good.</returns>
    public async Task<(Account Account, RefreshToken Next)?> ContinueAsync(RefreshToken token, string? key, CancellationToken cancellationToken)
    {
        var next = rotation.Next(token);
        var request = rotation.RequestHash(token, key);
        var now = time.Now;
        var signIn = await FindAsync(token.Family, cancellationToken);
        if (signIn is { IsInForce: true } && signIn.IsLatest(token))
        {
            if (signIn.ExpiresAt <= now)
            {
                return null;
            }

            if (await ReplaceAsync(token, next, request, now, cancellationToken))
            {
                return (signIn.Account, next);
            }

            // Another use came first: another tab, or this same request, sent twice at once.
            signIn = await FindAsync(token.Family, cancellationToken);
        }

        if (signIn is { IsInForce: true } && signIn.IsLatest(next) && await MayRepeatAsync(signIn, request, now, cancellationToken))
        {
            return (signIn.Account, next);
        }

        if (rotation.WasIssued(token))
        {
            await context.SignIns.Where(current => current.Id == token.Family).ExecuteDeleteAsync(cancellationToken);
        }

        return null;
    }

    /// <summary>Ends the sign-in of a token that was given, or with it all of its account.</summary>
    /// <returns>The account whose sign-ins are all to end; null where there is none.</returns>
    public async Task<long?> EndAsync(RefreshToken token, CancellationToken cancellationToken)
    {
        var signIn = await FindAsync(token.Family, cancellationToken);
        if (signIn is null || !(rotation.WasIssued(token) || signIn.IsLatest(token)))
        {
            return null;
        }

        await context.SignIns.Where(current => current.Id == token.Family).ExecuteDeleteAsync(cancellationToken);
        return signIn.IsInForce ? signIn.AccountId : null;
    }

    private Task<SignIn?> FindAsync(Guid family, CancellationToken cancellationToken) => context.SignIns.AsNoTracking()
        .Include(signIn => signIn.Account.Subscription)
        .SingleOrDefaultAsync(signIn => signIn.Id == family, cancellationToken);

    // Of several uses at once the database lets one through: the others no longer find the hash.
    private async Task<bool> ReplaceAsync(RefreshToken token, RefreshToken next, byte[]? request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        byte[][] requests = request is null ? [] : [request];
        return await context.SignIns
            .Where(current => current.Id == token.Family && current.TokenHash == token.Hash)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(current => current.TokenHash, next.Hash)
                    .SetProperty(current => current.Requests, requests)
                    .SetProperty(current => current.ExpiresAt, now + RefreshToken.Lifetime),
                cancellationToken) == 1;
    }

    private async Task<bool> MayRepeatAsync(SignIn signIn, byte[]? request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isKnown = request is not null && signIn.Requests.Any(known => known.AsSpan().SequenceEqual(request));
        var age = now - signIn.IssuedAt;
        if (age >= RefreshRotation.Leeway)
        {
            return isKnown && age < RefreshRotation.RepeatWindow;
        }

        if (request is not null && !isKnown)
        {
            // From now on this request is one that may be repeated, too.
            await context.Database.ExecuteSqlAsync(
                $"""
                UPDATE sign_ins SET requests = requests || {request}
                WHERE id = {signIn.Id} AND token_hash = {signIn.TokenHash} AND cardinality(requests) < {MaxRequests}
                """,
                cancellationToken);
        }

        return true;
    }
}
