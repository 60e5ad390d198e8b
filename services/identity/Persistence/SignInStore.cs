using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Persistence;

/// <summary>Begins, continues and ends sign-ins.</summary>
internal sealed class SignInStore(IdentityContext context, RefreshRotation rotation, [FromKeyedServices(Clocks.Real)] TimeProvider time)
{
    /// <summary>Adds a sign-in, not saved yet.</summary>
    /// <returns>Its first refresh token.</returns>
    public RefreshToken Begin(Account account)
    {
        var token = rotation.First(Guid.CreateVersion7());
        context.SignIns.Add(SignIn.Begin(account, token, time.GetUtcNow()));
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

    /// <summary>The sign-in of a family of tokens, with its account.</summary>
    public Task<SignIn?> FindAsync(Guid family, CancellationToken cancellationToken) => context.SignIns.AsNoTracking()
        .Include(signIn => signIn.Account.Subscription)
        .SingleOrDefaultAsync(signIn => signIn.Id == family, cancellationToken);

    /// <summary>
    /// Lets the next token follow. Of several uses at once the database lets one through: the others no longer find the hash.
    /// </summary>
    public async Task<bool> TryRotateAsync(PresentedToken presented, DateTimeOffset now, CancellationToken cancellationToken)
    {
        byte[][] requests = presented.Request is null ? [] : [presented.Request];
        return await context.SignIns
            .Where(current => current.Id == presented.Token.Family && current.TokenHash == presented.Token.Hash)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(current => current.TokenHash, presented.Next.Hash)
                    .SetProperty(current => current.Requests, requests)
                    .SetProperty(current => current.ExpiresAt, now + RefreshToken.Lifetime),
                cancellationToken) == 1;
    }

    /// <summary>From now on this request is one that may be repeated, too.</summary>
    public Task RememberRequestAsync(SignIn signIn, byte[] request, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
            UPDATE sign_ins SET requests = requests || {request}
            WHERE id = {signIn.Id} AND token_hash = {signIn.TokenHash} AND cardinality(requests) < {SignIn.MaxRequests}
            """,
            cancellationToken);

    /// <summary>Ends a sign-in.</summary>
    public Task EndAsync(Guid family, CancellationToken cancellationToken) =>
        context.SignIns.Where(signIn => signIn.Id == family).ExecuteDeleteAsync(cancellationToken);

    /// <summary>Makes room: what has another stamp than the account is not in force any more.</summary>
    public Task RemoveEndedAsync(Account account, CancellationToken cancellationToken) => context.SignIns
        .Where(signIn => signIn.AccountId == account.Id && signIn.SecurityStamp != account.SecurityStamp)
        .ExecuteDeleteAsync(cancellationToken);

    /// <summary>Removes what has expired.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return context.SignIns.Where(signIn => signIn.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
    }
}
