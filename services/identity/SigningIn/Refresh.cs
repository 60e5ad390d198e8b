using FocusSuite.Identity.Tokens;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Trades a refresh token for a new pair.</summary>
internal sealed class Refresh(SignInStore signIns, KnownAddresses addresses, SignedInAnswer answer)
{
    public async Task<SignedIn> RunAsync(RefreshRequest request, string? key, string clientAddress, CancellationToken cancellationToken)
    {
        new Validation().Check(request.Refresh.Length > 0, "refresh", Validation.Required).ThrowIfAny();

        var token = RefreshToken.Parse(request.Refresh);
        var continued = token is null ? null : await signIns.ContinueAsync(token, key, cancellationToken);

        // Whoever shows a good refresh token is at home there. An account that is erased meanwhile is answered as one that never was.
        return continued is var (account, next) && await addresses.RememberAsync(account.Id, clientAddress, cancellationToken)
            ? await answer.OfAsync(account, next, cancellationToken)
            : throw new ApiException(ErrorCodes.InvalidRefreshToken);
    }
}
