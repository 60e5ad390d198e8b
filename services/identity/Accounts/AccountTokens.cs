using FocusSuite.Identity.Operating;
using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Revocation;

namespace FocusSuite.Identity.Accounts;

/// <summary>Calls back what was given to whoever signed in to an account.</summary>
internal sealed class AccountTokens(TokenRevocations revocations, RealTime time, TimeProvider clock)
{
    /// <summary>
    /// Ends all sign-ins of an account and calls back its access tokens, not saved yet. The stamp ends the sign-ins, also one that is just
    /// being made; the
    /// epoch is what access tokens carry.
    /// </summary>
    /// <returns>What the services are told, to be saved with it.</returns>
    public TokensRevoked Revoke(Account account, string reason)
    {
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.TokenEpoch++;
        account.TokensRevokedAt = time.Now;
        account.RevocationReason = reason;
        return Fact(account.Id, account.TokenEpoch, reason);
    }

    /// <summary>It is saved: this replica, of all, need not wait for the word.</summary>
    public void Tell(TokensRevoked revoked) => revocations.Revoke(revoked);

    /// <summary>What the services are told where the account is gone.</summary>
    public TokensRevoked Erased(long accountId) => Fact(accountId, long.MaxValue, TokensRevoked.AccountErased);

    private TokensRevoked Fact(long accountId, long epoch, string reason) => new()
    {
        OccurredAt = clock.GetUtcNow(),

        // Nobody: the hash names the user.
        UserId = 0,
        CorrelationId = Guid.CreateVersion7(),
        UserHash = revocations.HashOf(accountId),
        Epoch = epoch,
        Reason = reason,
    };
}
