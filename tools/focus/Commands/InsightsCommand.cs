using System.CommandLine;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Insights.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace FocusSuite.Focus.Commands;

/// <summary>
/// ./focus insights rebuild: makes the ledger anew from what the owners know, and shows how far it is. What was stopped goes on the next
/// time.
/// </summary>
internal static class InsightsCommand
{
    private const string ClientName = "focus";
    private const int ReportedUsers = 100;

    // A call has a deadline, and a rebuild may take longer: it goes on where the call before has come to.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMinutes(5);

    public static Command Describe() => new("insights", "Keep the figures of people's effort right") { Rebuild() };

    private static Command Rebuild()
    {
        var user = Options.Text("--user", "Only the facts of the account with this address", "EMAIL");
        var restart = new Option<bool>("--restart") { Description = "Begin with the first user, also where an earlier one was stopped on the way" };
        var command = new Command("rebuild", "Make the ledger of facts anew from the services that own them") { user, restart };
        command.SetAction((result, ct) => RunAsync(result.GetValue(user), result.GetValue(restart), ct));
        return command;
    }

    private static async Task<int> RunAsync(string? email, bool restart, CancellationToken ct)
    {
        var system = RunningSystem.Require();
        var tokens = new ServiceTokens(await File.ReadAllTextAsync(Path.Combine(RunningSystem.Folder, "service-key"), ct), ClientName);
        using var channel = GrpcChannel.ForAddress(system.InsightsUrl);
        var client = new InsightsInternalService.InsightsInternalServiceClient(channel);
        var headers = new Metadata { { ServiceTokens.Header, tokens.Current } };
        if (email is not null)
        {
            headers.Add("authorization", $"Bearer {await TokenOfAsync(email, ct)}");
        }

        var answer = new RebuildFactsResponse();
        while (!answer.Done)
        {
            answer = await OperatorCall.RunAsync(() => FollowAsync(client, restart, headers, ct)) ?? answer;
            restart = false;
            headers[0] = new Metadata.Entry(ServiceTokens.Header, tokens.Current);
        }

        await Console.Out.WriteLineAsync($"Rebuilt {answer.Facts} facts of {answer.Users} users.");
        return 0;
    }

    /// <summary>The last answer of a call; null where there was none before its deadline.</summary>
    private static async Task<RebuildFactsResponse?> FollowAsync(
        InsightsInternalService.InsightsInternalServiceClient client, bool restart, Metadata headers, CancellationToken ct)
    {
        RebuildFactsResponse? last = null;
        using var call = client.RebuildFacts(
            new RebuildFactsRequest { Restart = restart }, new CallOptions(headers, DateTime.UtcNow + CallTimeout, ct));
        try
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync(ct))
            {
                last = answer;
                if (!answer.Done && answer.Users % ReportedUsers == 0)
                    await Console.Error.WriteLineAsync($"{answer.Users} users, {answer.Facts} facts …");
            }
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.DeadlineExceeded && last is not null)
        {
            // It goes on.
        }

        return last;
    }

    private static async Task<string> TokenOfAsync(string email, CancellationToken ct)
    {
        using var identity = OperatorCall.Connect();
        return (await OperatorCall.RunAsync(() => identity.IssueTokensAsync(email, ct)))?.Access
            ?? throw new SetupException($"No account has the email {email}.");
    }
}
