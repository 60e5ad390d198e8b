using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Features.Accounts;
using FocusSuite.Identity.Tokens;
using FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Identity.Features.SigningIn;

/// <summary>What somebody who has signed in gets.</summary>
internal sealed class SignedInAnswer(AccessTokens accessTokens, TimeProvider clock)
{
    public async Task<SignedIn> OfAsync(Account account, RefreshToken refresh, CancellationToken cancellationToken) => new()
    {
        User = account.ToUser(clock.GetUtcNow()),
        Tokens = await PairAsync(account, refresh, cancellationToken),
    };

    public async Task<TokenPair> PairAsync(Account account, RefreshToken refresh, CancellationToken cancellationToken) => new()
    {
        Access = await accessTokens.IssueAsync(account, cancellationToken),
        Refresh = refresh.ToString(),
    };
}
