using FocusSuite.Identity.Features.SigningIn;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;

namespace FocusSuite.Identity.Features.Operator;

/// <summary>Signs in to an account without its password, for an operator.</summary>
internal sealed class IssueTokens(AccountStore accounts, SignInStore signIns, SignedInAnswer answer)
{
    /// <summary>What an operator is told.</summary>
    public const string NoAccount = "No account has this email address.";

    public async Task<IssueTokensResponse> HandleAsync(IssueTokensRequest request, ServerCallContext context)
    {
        var cancellationToken = context.CancellationToken;
        var account = await accounts.FindAsync(VisibleText.Trim(request.Email), cancellationToken);
        var token = account is null ? null : await signIns.TryBeginAsync(account, cancellationToken);
        return token is null
            ? throw new ApiException(ErrorCodes.NotFound, NoAccount)
            : new IssueTokensResponse { Tokens = await answer.PairAsync(account!, token, cancellationToken) };
    }
}
