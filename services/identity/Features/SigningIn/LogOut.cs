using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Revocation;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>
/// Ends a sign-in, or every one of its account: then access tokens are called back too, so that nothing is left that was given before.
/// </summary>
internal sealed class LogOut(
    AccountStore accounts, SignInStore signIns, RefreshRotation rotation, TokenRevocations revocations,
    [FromKeyedServices(Clocks.Real)] TimeProvider time, TimeProvider clock)
{
    private const int MaxTries = 5;

    public async Task<LogoutResponse> HandleAsync(LogoutRequest request, ServerCallContext context)
    {
        new Validation().Check(request.Refresh.Length > 0, "refresh", Validation.Required).ThrowIfAny();

        // The same answer whatever the token was: it tells nothing about other people's.
        if (RefreshToken.Parse(request.Refresh) is { } token
            && await EndAsync(token, context.CancellationToken) is { } accountId
            && request.All)
        {
            await EndAllAsync(accountId, context.CancellationToken);
        }

        return new LogoutResponse
        {
            Status = true,
            Message = "You are signed out.",
            Results = new EmptyObject(),
            AdditionalInfo = new EmptyObject(),
        };
    }

    /// <returns>The account that was signed in to; null where nobody was.</returns>
    private async Task<long?> EndAsync(RefreshToken token, CancellationToken cancellationToken)
    {
        var signIn = await signIns.FindAsync(token.Family, cancellationToken);
        if (signIn is null || !(rotation.WasIssued(token) || signIn.IsLatest(token)))
        {
            return null;
        }

        await signIns.EndAsync(token.Family, cancellationToken);
        return signIn.IsInForce ? signIn.AccountId : null;
    }

    private async Task EndAllAsync(long accountId, CancellationToken cancellationToken)
    {
        for (var tries = 1; tries <= MaxTries; tries++)
        {
            var account = await accounts.FindAsync(accountId, cancellationToken);
            if (account is null)
            {
                return;
            }

            try
            {
                var decision = account.RevokeTokens(
                    TokensRevoked.SignedOut, revocations.HashOf(accountId), time.GetUtcNow(), OperationContext.Begin(clock));
                await accounts.TrySaveAsync(decision.Events, cancellationToken);

                // It is saved: this replica, of all, need not wait for the word.
                revocations.Revoke(decision.Events.OfType<TokensRevoked>().Single());
                await signIns.RemoveEndedAsync(account, cancellationToken);
                return;
            }
            catch (DbUpdateException exception) when (exception.Is(DatabaseErrorKind.Serialization))
            {
                // Somebody else changed the account: decide again on fresh state.
                accounts.StartOver();
            }
        }

        throw new ApiException(ErrorCodes.Conflict);
    }
}
