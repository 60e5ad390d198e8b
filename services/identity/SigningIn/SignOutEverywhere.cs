using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Storage;
using FocusSuite.Messaging.Events;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Ends every sign-in of an account and calls back its access tokens, so that nothing is left that was given before.</summary>
internal sealed class SignOutEverywhere(IdentityContext context, AccountTokens tokens)
{
    private const int MaxTries = 5;

    public async Task RunAsync(long accountId, CancellationToken cancellationToken)
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var account = await context.Accounts.SingleOrDefaultAsync(one => one.Id == accountId, cancellationToken);
            if (account is null)
            {
                return;
            }

            try
            {
                var revoked = tokens.Revoke(account, TokensRevoked.SignedOut);
                await context.SaveAsync([revoked], cancellationToken);
                tokens.Tell(revoked);

                // What has another stamp is not in force any more; this only makes room.
                await context.SignIns.Where(signIn => signIn.AccountId == accountId && signIn.SecurityStamp != account.SecurityStamp).ExecuteDeleteAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException exception) when (exception.Is(DatabaseErrorKind.Serialization))
            {
                // Somebody else changed the account: decide again on fresh state.
                context.ChangeTracker.Clear();
            }
        }

        throw new ApiException(ErrorCodes.Conflict);
    }
}
