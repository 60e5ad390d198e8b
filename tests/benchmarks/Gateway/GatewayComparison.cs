using System.Globalization;
using System.Text;

namespace GrpcTranscoding.Benchmarks.Gateway;

/// <summary>
/// The gateway against two twins in front of the same service in the same run: plain YARP with JSON transcoding inside the service, and
/// gRPC without a proxy. Rounds are interleaved, so that what else the machine does meets all of them, and medians are compared.
/// </summary>
internal sealed class GatewayComparison(int rounds, int connections, TimeSpan warmUp, TimeSpan duration)
{
    public static GatewayComparison FromEnvironment() => new(
        Number("GATEWAY_ROUNDS", 5),
        Number("GATEWAY_CONNECTIONS", 64),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(Number("GATEWAY_SECONDS", 8)));

    public async Task RunAsync()
    {
        int grpc =
            ServerProcess.FreePort(), json = ServerProcess.FreePort(), gateway = ServerProcess.FreePort(), twin = ServerProcess.FreePort();
        await using var service = await ServerProcess.StartAsync(Roles.Service, grpc, json);
        await using var ours = await ServerProcess.StartAsync(Roles.Gateway, gateway, grpc);
        await using var theirs = await ServerProcess.StartAsync(Roles.Twin, twin, json);
        await SameAnswers.CheckAsync(grpc, gateway, twin);
        using Calls calls = new();
        foreach (var call in calls.All)
        {
            Target[] targets = [call.Direct(grpc), call.Json("gateway", gateway), call.Json("YARP + in-service transcoding", twin)];
            Report(call.Name, targets, await MeasureAsync(targets));
        }
    }

    private async Task<List<double>[]> MeasureAsync(Target[] targets)
    {
        List<double>[] rates = [.. targets.Select(_ => new List<double>())];
        // The first round is the just-in-time compiler's.
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < targets.Length; i++)
            {
                var rate = await H2Load.RunAsync(targets[i], connections, warmUp, duration);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round} {targets[i].Name}: {rate:F0} requests/s"));
                if (round > 0)
                {
                    rates[i].Add(rate);
                }
            }
        }

        return rates;
    }

    private void Report(string call, Target[] targets, List<double>[] rates)
    {
        var medians = rates.Select(r => r.Order().ElementAt(r.Count / 2)).ToArray();
        StringBuilder table = new();
        table.AppendLine(
            CultureInfo.InvariantCulture,
            $"\n{call}, {connections} connections, medians of {rounds} interleaved rounds of {duration.TotalSeconds} s\n");
        table.AppendLine("| way | requests/s | lowest | highest | gateway / this |\n|---|---:|---:|---:|---:|");
        for (var i = 0; i < targets.Length; i++)
        {
            table.AppendLine(CultureInfo.InvariantCulture,
                $"| {targets[i].Name} | {medians[i]:N0} | {rates[i].Min():N0} | {rates[i].Max():N0} | {medians[1] / medians[i]:F2} |");
        }

        Console.WriteLine(table);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
