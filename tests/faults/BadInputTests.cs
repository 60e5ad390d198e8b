using System.Globalization;
using FocusSuite.BadInputs;
using FocusSuite.BadInputs.Wire;
using FocusSuite.Faults.Tests.Injections;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Results;
using FocusSuite.Faults.Tests.Workload;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// The bad inputs of the end to end tests while one part after the other dies or hangs: no server error but an honest "not now", no other
/// shape, no word of the inside. FOCUS_FAULT_INPUTS sets how many of each route; otherwise some routes are drawn, with a few each.
/// </summary>
public sealed class BadInputTests(Lab lab, ITestOutputHelper output)
{
    private const int OfCi = 6;
    private const int RoutesOfCi = 12;

    private static readonly TimeSpan AccountsBound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RouteBound = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task BadInputs_WhilePartsDieAndHang_AreRefusedInTheOneShape()
    {
        var ofEach = LabSettings.Size("FOCUS_FAULT_INPUTS", 0);
        var (sent, faults, dice) = (0, new List<string>(), new Random(LabSettings.Seed));
        var routes = ofEach > 0 ? PublicRoute.All : Draw(dice);
        output.WriteLine($"FOCUS_FAULT_SEED={LabSettings.Seed}");
        var sender = new Sender(lab.Population.Gateway, AnswerCheck.FaultWhileBroken, mayBreak: true);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var accounts = await AccountsAsync(routes.Count);
        var strikes = StrikeAsync(dice, end.Token);
        foreach (var (route, account) in routes.Zip(accounts))
        {
            var inputs = Spread(Inputs.For(await GoodAsync(route, account)), ofEach > 0 ? ofEach : OfCi);
            sent += inputs.Count;
            faults.AddRange((await sender.SendAsync(route, inputs).WaitAsync(RouteBound)).Select(fault => $"{route.Name}: {fault}"));
        }

        await end.CancelAsync();
        var struck = await strikes;
        var summary = string.Create(
            CultureInfo.InvariantCulture,
            $"{sent} bad inputs over {routes.Count} routes during {struck} faults: {faults.Count} wrong answers.");
        output.WriteLine(summary);
        ReliabilityPage.Write(
            "inputs",
            string.Create(
                CultureInfo.InvariantCulture,
                $"FOCUS_FAULT_INPUTS={ofEach} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test --project Faults --filter BadInputTests"),
            summary,
            []);
        faults.ShouldBeEmpty();
    }

    /// <summary>One fault after the other, each lifted before the next.</summary>
    private async Task<int> StrikeAsync(Random dice, CancellationToken ct)
    {
        for (var struck = 0; ; struck++)
        {
            if (ct.IsCancellationRequested)
            {
                return struck;
            }

            await Kills.Draw(dice).StrikeAsync(lab, CancellationToken.None);
        }
    }

    /// <summary>
    /// An account for each route, before anything dies: they are made past the gateway, where nobody repeats a call that fails.
    /// </summary>
    private async Task<IReadOnlyList<Account>> AccountsAsync(int count)
    {
        using var bound = new CancellationTokenSource(AccountsBound);
        var accounts = new List<Account>();
        while (accounts.Count < count)
        {
            accounts.Add(await lab.Population.NewAsync(pro: false, bound.Token));
        }

        return accounts;
    }

    /// <summary>The route's user, in the middle of a day.</summary>
    private async Task<GoodRequest> GoodAsync(PublicRoute route, Account account)
    {
        using var bound = new CancellationTokenSource(RouteBound);
        var user = new TestUser(
            account, new Caller(account.Http, "bad", new Journal(), () => lab.System.SuiteTime, bound.Token), () => lab.System.SuiteTime);
        (await user.EnrollAsync(1) && await user.StartProgramAsync()).ShouldBeTrue();
        await user.StartSessionAsync();
        var token = account.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        return new GoodRequest(route, new Samples { Enrollment = user.Current.Id, Session = user.Session!.Id }, token);
    }

    private static IReadOnlyList<PublicRoute> Draw(Random dice) => [.. PublicRoute.All.OrderBy(_ => dice.Next()).Take(RoutesOfCi)];

    /// <summary>So many of them, from every part of the list.</summary>
    private static List<BadInput> Spread(IReadOnlyList<BadInput> inputs, int count)
    {
        var taken = Math.Min(count, inputs.Count);
        return [.. Enumerable.Range(0, taken).Select(number => inputs[number * inputs.Count / taken])];
    }
}
