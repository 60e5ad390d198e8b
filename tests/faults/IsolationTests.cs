using System.Globalization;
using FocusSuite.Faults.Tests.Isolation;
using FocusSuite.Faults.Tests.Isolation.SlowCallers;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using FocusSuite.Faults.Tests.Workload;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// S1, S2: who is slow, loud or stuck takes a share of what it asks for alone. While somebody presses on one part of the system, 99 of 100
/// requests of others, who have nothing to do with it, are answered in time. FOCUS_FAULT_ISOLATION says for how many seconds each,
/// FOCUS_FAULT_ISOLATION_RATE how many requests a second the others send, FOCUS_FAULT_ISOLATION_ONLY names some of the scenarios: those
/// that have one of its texts, parted by |, in their name. With none of them set, those scenarios are left out that differ from another one
/// in their strength or their service alone; of the services that hang, FOCUS_FAULT_SEED draws two.
/// </summary>
public sealed class IsolationTests(Lab lab, InstallationLimits limits, ITestOutputHelper output) : IClassFixture<InstallationLimits>
{
    private const string Size = "FOCUS_FAULT_ISOLATION";

    // Every user asks every route once.
    private const int SecondsOfCi = 2;
    private const int RateOfCi = 20;
    private const int Users = 4;
    private const double Promised = 0.99;

    // Nobody is measured meanwhile.
    private const int RecoveryRate = 40;
    private const int HungOfCi = 2;

    // Until those who press are all there.
    private static readonly TimeSpan Approach = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PrepareBound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromMinutes(2);

    private static readonly IReadOnlyList<AskedService> Hung =
    [
        AskedService.Hung(PartNames.Identity),
        AskedService.Hung(PartNames.Sessions),
        AskedService.Hung(PartNames.Progress),
        AskedService.Hung(PartNames.Catalog),
        AskedService.Hung(PartNames.Enrollment),
    ];

    private static readonly Random Dice = new(LabSettings.Seed);

    private static readonly IReadOnlyList<AskedService> Drawn = [.. Hung.OrderBy(_ => Dice.Next()).Take(HungOfCi)];

    private static readonly IReadOnlyList<IPressure> OfCi =
    [
        DrippingCallers.OfHeaders,
        DrippingCallers.OfBodies,
        DrippingCallers.OfGrpcWeb,
        new NativeCallers(),
        DrippingCallers.OfSilence,
        DrippingCallers.OfFrames,
        new UnreadStreams(),
        .. Drawn,
        AskedService.Slow(PartNames.Identity),
        new SignInFlood(60, accounts: 1),
        new SignInFlood(60, accounts: 20),
        new SignInFlood(60, accounts: 20, areWrong: true),
    ];

    private static readonly IReadOnlyList<IPressure> Scenarios =
    [
        .. OfCi,
        .. Hung.Except(Drawn),
        AskedService.Slow(PartNames.Sessions),
        AskedService.Slow(PartNames.Progress),
        AskedService.Slow(PartNames.Catalog),
        AskedService.Slow(PartNames.Enrollment),
        new SignInFlood(15, accounts: 1),
        new SignInFlood(30, accounts: 1),
    ];

    private static readonly List<IsolationRow> Rows = [];

    public static TheoryData<string> Names => Environment.GetEnvironmentVariable("FOCUS_FAULT_ISOLATION_ONLY") is { Length: > 0 } wish
        ? [.. NamesOf(Scenarios).Where(
            name => wish.Split('|', StringSplitOptions.RemoveEmptyEntries).Any(text => name.Contains(text, StringComparison.Ordinal)))]
        : [.. NamesOf(Environment.GetEnvironmentVariable(Size) is { Length: > 0 } ? Scenarios : OfCi)];

    private static int Seconds => LabSettings.Size(Size, SecondsOfCi);

    private static int Rate => LabSettings.Size("FOCUS_FAULT_ISOLATION_RATE", RateOfCi);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Others_WhileSomebodyPresses_AreAnsweredInTime(string pressure)
    {
        var scenario = Scenarios.First(one => one.Name == pressure);
        var users = await UsersAsync(scenario);
        var load = new SteadyLoad(lab.System.GatewayUrl, Rate, limits.InTime);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var pressing = scenario.PressAsync(lab, end.Token);
        SteadyResult others;
        try
        {
            await Task.WhenAny(pressing, Task.Delay(Approach, end.Token));
            others = await load.RunAsync(scenario.Others, users, TimeSpan.FromSeconds(Seconds), TestContext.Current.CancellationToken);
        }
        finally
        {
            await end.CancelAsync();
        }

        Report(new IsolationRow(scenario.Name, others, await pressing));
        others.Share.ShouldBeGreaterThanOrEqualTo(Promised, $"{others.Refusals}; {others.Refused}");
    }

    /// <summary>Users in the middle of a day, once the system is as it should be.</summary>
    private async Task<IReadOnlyList<SteadyUser>> UsersAsync(IPressure scenario)
    {
        using var bound = new CancellationTokenSource(PrepareBound);
        await scenario.PrepareAsync(lab, bound.Token);
        var users = new List<SteadyUser>();
        foreach (var account in await lab.Population.TakeAsync(Users, bound.Token))
        {
            var user = new TestUser(
                account,
                new Caller(account.Http, "isolated", new Journal(), () => lab.System.SuiteTime, bound.Token),
                () => lab.System.SuiteTime);
            (await user.EnrollAsync(1) && await user.StartProgramAsync()).ShouldBeTrue();
            users.Add(new SteadyUser(account.Http.DefaultRequestHeaders.Authorization!.Parameter!, user.Current.Id));
        }

        await RecoverAsync(users);
        return users;
    }

    /// <summary>
    /// Returns when every user's every route is answered: what came before has passed, and what is asked once has been asked.
    /// </summary>
    private async Task RecoverAsync(List<SteadyUser> users)
    {
        var quiet = new SteadyLoad(lab.System.GatewayUrl, RecoveryRate, limits.InTime);
        using var bound = new CancellationTokenSource(RecoveryBound);
        var time = TimeSpan.FromSeconds((double)SteadyRoute.All.Count * users.Count / RecoveryRate);
        while ((await quiet.RunAsync(SteadyRoute.All, users, time, bound.Token)).Share < 1)
        {
        }
    }

    private void Report(IsolationRow row)
    {
        output.WriteLine(row.ToString());
        Rows.Add(row);
        ReliabilityPage.Write(
            "isolation",
            string.Create(
                CultureInfo.InvariantCulture,
                $"FOCUS_FAULT_ISOLATION={Seconds} FOCUS_FAULT_ISOLATION_RATE={Rate} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test "
                + $"--project Faults --filter IsolationTests"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Rows.Count} scenarios of {Seconds} s each, others {Rate} requests a second; in "
                + $"{Rows.Count(one => one.Others.Share >= Promised)} of them 99 % or more were answered in time "
                    + $"({limits.InTime.TotalSeconds:0} s)."),
            IsolationRow.Lines(Rows));
    }

    private static IEnumerable<string> NamesOf(IEnumerable<IPressure> scenarios) => scenarios.Select(scenario => scenario.Name);
}
