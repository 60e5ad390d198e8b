using System.Globalization;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.Load;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Scale;

/// <summary>
/// A new version comes replica by replica while users work. By default each replica of two services, which are drawn, is restarted once
/// under a little load, and no request may fail or lose its connection; that one is refused for now or late may be the machine's fault,
/// which compiles programs while it serves. FOCUS_ROLLING_SERVICES sets of how many services; FOCUS_ROLLING_REQUESTS, how many requests
/// must have come meanwhile, all of which must then be answered, and then it is all services; FOCUS_ROLLING_RATE, how many a second;
/// FOCUS_ROLLING_FOLDER, where the system lives and leaves its logs; FOCUS_TEST_BIN, where other builds of the programs lie, say ones
/// compiled ready-to-run. Alone, for each restart is a busy time of its own.
/// </summary>
[Collection(nameof(RollingRestartTests))]
[CollectionDefinition(nameof(RollingRestartTests), DisableParallelization = true)]
public sealed class RollingRestartTests(ITestOutputHelper output)
{
    private static readonly string[] Services =
    [
        PartNames.Identity,
        PartNames.Catalog,
        PartNames.Enrollment,
        PartNames.Sessions,
        PartNames.Progress,
        PartNames.Insights,
    ];
    // A machine that serves while it starts programs is overloaded, and would refuse users for now. What is asked here is whether a
    // restart costs a request.
    private static readonly Dictionary<string, string> Unlimited = new() { ["Focus__Overload__Least"] = "0" };

    private const int RateOfCi = 10;
    private const int ServicesOfCi = 2;

    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RoundBound = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Services_RestartedReplicaByReplicaUnderLoad_LoseNoRequest()
    {
        var (requests, rate) = (Sizes.Of("FOCUS_ROLLING_REQUESTS", 0), Sizes.Of("FOCUS_ROLLING_RATE", RateOfCi));
        var count = Sizes.Of("FOCUS_ROLLING_SERVICES", requests > 0 ? Services.Length : ServicesOfCi);
        var rolling = Sizes.Draw(Services, count, nameof(RollingRestartTests));
        using var start = new CancellationTokenSource(StartBound);
        await using var system = await FocusSystem.StartAsync(
            new FocusSystemOptions
            {
                Environment = Services.Append(PartNames.Gateway)
                    .ToDictionary(part => part, IReadOnlyDictionary<string, string> (_) => Unlimited),
                Replicas = string.Join(',', rolling.Select(service => service + "=2")),
                Folder = Environment.GetEnvironmentVariable("FOCUS_ROLLING_FOLDER"),
                BinFolder = Environment.GetEnvironmentVariable("FOCUS_TEST_BIN"),
            },
            start.Token);
        var plan = new LoadPlan
        {
            Gateway = system.GatewayUrl,
            Rate = rate,
            Duration = TimeSpan.FromHours(1),
            Answer = TimeSpan.FromSeconds(2),
            AnswerTimeout = TimeSpan.FromSeconds(30),
        };
        var tokens = await TokensAsync(system, plan.Users, start.Token);

        using var end = new CancellationTokenSource();
        var load = new LoadRun(tokens, TimeProvider.System).AtRateAsync("rolling restart", plan, null, end.Token);
        var enough = Task.Delay(plan.WarmUp + TimeSpan.FromSeconds((double)requests / rate), CancellationToken.None);
        var rounds = 0;
        do
        {
            await RollAsync(rolling.SelectMany(system.ReplicasOf));
            rounds++;
        }
        while (!enough.IsCompleted);
        await end.CancelAsync();
        var result = await load;

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.All.Total} requests at {rate} a second during {rounds} rounds of {rolling.Count * 2} restarts "
            + $"({string.Join(", ", rolling)}): "
            + $"{result.All.Answered} answered, {result.All.Refused} refused for now, {result.All.Late} late, {result.All.Broken} "
                + $"broken, {result.All.Failed} failed; "
            + $"median {result.All.P50:0} ms, p99 {result.All.P99:0} ms, slowest {result.All.Max:0} ms."));
        result.Faults.ShouldBeEmpty();
        (result.All.Broken, result.All.Failed).ShouldBe((0, 0));
        if (requests > 0)
        {
            (result.All.Refused, result.All.Late).ShouldBe((0, 0));
            result.All.Answered.ShouldBeGreaterThanOrEqualTo(requests);
        }
        else
        {
            // Were nobody asked while a replica goes, or were a new one asked too early, it would be many more.
            (result.All.Refused + result.All.Late).ShouldBeLessThanOrEqualTo(result.All.Total / 10);
            result.All.Answered.ShouldBeGreaterThan(0);
        }
    }

    /// <summary>Every replica once, each when the one before is ready again.</summary>
    private static async Task RollAsync(IEnumerable<SystemPart> replicas)
    {
        using var bound = new CancellationTokenSource(RoundBound);
        foreach (var replica in replicas)
        {
            await replica.RestartAsync(bound.Token);
        }
    }

    private static async Task<IReadOnlyList<string>> TokensAsync(FocusSystem system, int count, CancellationToken ct)
    {
        var tokens = new List<string>();
        for (var user = 0; user < count; user++)
        {
            var email = Suite.NewEmail();
            await system.PutUserAsync(email, Suite.Password, pro: false, ct);
            tokens.Add(await system.AccessTokenAsync(email, ct));
        }

        return tokens;
    }
}
