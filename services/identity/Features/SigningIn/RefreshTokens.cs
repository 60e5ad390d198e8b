using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>Trades a refresh token for a new pair.</summary>
internal sealed class RefreshTokens(
    SignInStore signIns, LoginAttemptStore attempts, RefreshRotation rotation,
    [FromKeyedServices(Clocks.Real)] TimeProvider time, SignedInAnswer answer)
{
    public async Task<RefreshResponse> HandleAsync(RefreshRequest request, ServerCallContext context)
    {
        new Validation().Check(request.Refresh.Length > 0, "refresh", Validation.Required).ThrowIfAny();
        var cancellationToken = context.CancellationToken;
        var presented = RefreshToken.Parse(request.Refresh) is { } token ? rotation.Present(token, context.RequestKey()) : null;
        var account = presented is null ? null : await TakeAsync(presented, cancellationToken);

        // Whoever shows a good refresh token is at home there. An account that is erased meanwhile is answered as one that never was.
        var signedIn = account is not null && await attempts.RememberAsync(account.Id, ClientAddress.Of(context), cancellationToken)
            ? await answer.OfAsync(account, presented!.Next, cancellationToken)
            : throw new ApiException(ErrorCodes.InvalidRefreshToken);
        return new RefreshResponse
        {
            Status = true,
            Message = "You are still signed in.",
            Results = new SignedInResults { Data = signedIn },
            AdditionalInfo = new EmptyObject(),
        };
    }

    /// <returns>The account that the next token is for; null when the token is not good.</returns>
    private async Task<Account?> TakeAsync(PresentedToken presented, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var signIn = await signIns.FindAsync(presented.Token.Family, cancellationToken);
        var outcome = signIn?.Present(presented, now);
        if (outcome == RefreshOutcome.Rotated && !await signIns.TryRotateAsync(presented, now, cancellationToken))
        {
            // Another use came first: another tab, or this same request, sent twice at once.
            signIn = await signIns.FindAsync(presented.Token.Family, cancellationToken);
            outcome = signIn?.Present(presented, now);
        }

        switch (outcome)
        {
            case RefreshOutcome.Rotated or RefreshOutcome.Repeated:
                return signIn!.Account;
            case RefreshOutcome.RepeatedForAnother:
                await signIns.RememberRequestAsync(signIn!, presented.Request!, cancellationToken);
                return signIn!.Account;
            case RefreshOutcome.Ended:
                await signIns.EndAsync(presented.Token.Family, cancellationToken);
                return null;
            default:
                return null;
        }
    }
}
