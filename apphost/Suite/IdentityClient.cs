using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace FocusSuite.AppHost.Suite;

/// <summary>Speaks to identity as a service of the installation, for what an operator does from the command line.</summary>
internal sealed class IdentityClient(Uri identity, string serviceKey) : IDisposable
{
    private const string ClientName = "apphost";

    // Every method here may be repeated: a machine that is busy with a start gets another chance.
    private const int Attempts = 6;

    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(identity);
    private readonly ServiceTokens _tokens = new(serviceKey, ClientName);

    /// <summary>Makes the account, or changes what the request names of it.</summary>
    public Task<PutUserResponse> PutUserAsync(PutUserRequest request, CancellationToken ct) =>
        RepeatAsync(async () => await Client().PutUserAsync(request, Options(ct)));

    /// <summary>Makes the demo accounts, or makes them what they were.</summary>
    public async Task PutDemoAccountsAsync(CancellationToken ct)
    {
        foreach (var account in DemoAccounts.All)
        {
            await PutUserAsync(account, ct);
        }
    }

    /// <summary>Issues a pair of tokens; null when there is no such account.</summary>
    public async Task<TokenPair?> IssueTokensAsync(string email, CancellationToken ct)
    {
        try
        {
            var request = new IssueTokensRequest { Email = email };
            return (await RepeatAsync(async () => await Client().IssueTokensAsync(request, Options(ct)))).Tokens;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    public void Dispose() => _channel.Dispose();

    private static async Task<T> RepeatAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (RpcException error) when (attempt < Attempts && error.StatusCode is (StatusCode.DeadlineExceeded or StatusCode.Unavailable))
            {
                // An identity that refuses what is too much for it, or that has only just come back, needs a moment.
                await Task.Delay(Pause * attempt);
            }
        }
    }

    private IdentityInternalService.IdentityInternalServiceClient Client() => new(_channel);

    private CallOptions Options(CancellationToken ct) =>
        new(new Metadata { { ServiceTokens.Header, _tokens.Current } }, DateTime.UtcNow + CallTimeout, ct);
}
