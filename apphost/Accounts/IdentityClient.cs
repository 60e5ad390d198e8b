using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using Grpc.Core;
using Grpc.Net.Client;

namespace FocusSuite.AppHost.Accounts;

/// <summary>Speaks to identity as a service of the installation, for what an operator does from the command line.</summary>
internal sealed class IdentityClient(Uri identity, string serviceKey) : IDisposable
{
    private const string ClientName = "apphost";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(identity);
    private readonly ServiceTokens _tokens = new(serviceKey, ClientName);

    /// <summary>Makes the account, or gives it this password and subscription.</summary>
    public async Task<PutUserResponse> PutUserAsync(PutUserRequest request, CancellationToken ct) =>
        await Client().PutUserAsync(request, Options(ct)).ConfigureAwait(false);

    /// <summary>Issues a pair of tokens; null when there is no such account.</summary>
    public async Task<TokenPair?> IssueTokensAsync(string email, CancellationToken ct)
    {
        try
        {
            return (await Client().IssueTokensAsync(new IssueTokensRequest { Email = email }, Options(ct)).ConfigureAwait(false)).Tokens;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    public void Dispose() => _channel.Dispose();

    private IdentityInternalService.IdentityInternalServiceClient Client() => new(_channel);

    private CallOptions Options(CancellationToken ct) =>
        new(new Metadata { { ServiceTokens.Header, _tokens.Current } }, DateTime.UtcNow + Patience, ct);
}
