using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Protos.Insights.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace FocusSuite.Insights.Features;

/// <summary>
/// The service's own program with the argument <c>rebuild</c>: asks a running replica to make the ledger anew, and shows how far it is.
/// What was stopped goes on the next time. It takes <c>--user=EMAIL</c> and <c>--restart=true</c>, and the settings
/// <c>Focus:Peers:Insights</c>, <c>Focus:Peers:Identity</c> (for <c>--user</c>) and <c>Focus:Auth:ServiceKey</c>.
/// </summary>
internal static class RebuildCommand
{
    /// <summary>The argument.</summary>
    public const string Name = "rebuild";

    private const int Failure = 1;
    private const int ReportedUsers = 100;

    // A call has a deadline, and a rebuild may take longer: it goes on where the call before has come to.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">What follows the name.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(arguments).Build();
        try
        {
            var tokens = new ServiceTokens(Required(settings, "Focus:Auth:ServiceKey"), "insights");
            var user = settings["user"] is { } email ? await TokenOfAsync(email, Required(settings, "Focus:Peers:Identity"), tokens) : null;
            using var channel = GrpcChannel.ForAddress(Required(settings, "Focus:Peers:Insights"));
            var client = new InsightsInternalService.InsightsInternalServiceClient(channel);
            var answer = new RebuildFactsResponse();
            var request = new RebuildFactsRequest { Restart = settings.GetValue<bool>("restart") };
            while (!answer.Done)
            {
                answer = await FollowAsync(client, request, Headers(tokens, user)) ?? answer;
                request.Restart = false;
            }

            await Console.Out.WriteLineAsync($"Rebuilt {answer.Facts} facts of {answer.Users} users.");
            return 0;
        }
        catch (RpcException error)
        {
            await Console.Error.WriteLineAsync(error.StatusCode == StatusCode.NotFound
                ? $"No account has the email {settings["user"]}."
                : $"The rebuild has stopped ({error.Status.Detail}). Run it once more: it goes on where it was.");
            return Failure;
        }
        catch (InvalidOperationException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Failure;
        }
    }

    /// <summary>The last answer of a call; null where there was none before its deadline.</summary>
    private static async Task<RebuildFactsResponse?> FollowAsync(
        InsightsInternalService.InsightsInternalServiceClient client, RebuildFactsRequest request, Metadata headers)
    {
        RebuildFactsResponse? last = null;
        using var call = client.RebuildFacts(request, headers, DateTime.UtcNow + CallTimeout);
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                last = answer;
                if (!answer.Done && answer.Users % ReportedUsers == 0)
                {
                    await Console.Error.WriteLineAsync($"{answer.Users} users, {answer.Facts} facts …");
                }
            }
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.DeadlineExceeded && last is not null)
        {
            // It goes on.
        }

        return last;
    }

    private static async Task<string> TokenOfAsync(string email, string identity, ServiceTokens tokens)
    {
        using var channel = GrpcChannel.ForAddress(identity);
        var client = new IdentityInternalService.IdentityInternalServiceClient(channel);
        var answer = await client.IssueTokensAsync(
            new IssueTokensRequest { Email = email }, Headers(tokens, user: null), DateTime.UtcNow + CallTimeout);
        return answer.Tokens.Access;
    }

    private static Metadata Headers(ServiceTokens tokens, string? user)
    {
        var headers = new Metadata { { ServiceTokens.Header, tokens.Current } };
        if (user is not null)
        {
            headers.Add("authorization", $"Bearer {user}");
        }

        return headers;
    }

    private static string Required(IConfiguration settings, string key) => settings[key] is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{key} is not set: a rebuild speaks to the running services. See docs/insights.md.");
}
