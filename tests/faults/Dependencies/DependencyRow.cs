using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>
/// One fault against every route: (1) each route gets a person who may use it; (2) the fault strikes; (3) each route is asked once and must
/// act or say honestly that it cannot now; (4) the fault is lifted; (5) each is asked again with the same key until it is acknowledged; (6)
/// the oracle judges.
/// </summary>
public sealed class DependencyRow(Lab lab, IDependencyFault fault)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ConvergenceBound = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<CellResult>> RunAsync(CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(Bound);
        var accounts = await lab.Population.TakeAsync(Route.All.Count, bound.Token);
        var asked = Route.All.Select((route, i) => new Asked(route, Take(accounts[i], i, bound.Token))).ToArray();
        await Task.WhenAll(asked.Select(one => one.Route.PrepareAsync(one.Person)));

        await fault.StrikeAsync(lab, bound.Token);
        try
        {
            await Task.WhenAll(asked.Select(AskOnceAsync));
        }
        finally
        {
            await fault.LiftAsync(lab, CancellationToken.None);
        }

        await Task.WhenAll(asked.Select(AskUntilAcknowledgedAsync));
        var people = asked.Select(one => one.Person).ToArray();
        using var convergence = new CancellationTokenSource(ConvergenceBound);
        var differences = await lab.Convergence.JudgeAsync(people, poison: 0, boundsOfTime: !fault.MovesClocks, convergence.Token);
        return [.. asked.Select(one => new CellResult(fault.Name, one.Route.Name, "", Concerning(one, differences)))];
    }

    private Person Take(Account account, int index, CancellationToken ct) => new(
        account,
        new Caller(account.Http, string.Create(CultureInfo.InvariantCulture, $"d{index}"), new Journal(), () => lab.System.SuiteTime, ct),
        () => lab.System.SuiteTime);

    private async Task AskOnceAsync(Asked one)
    {
        one.Operation = one.Route.Ask(one.Person);
        one.FirstSent = lab.System.SuiteTime;
        var reply = await one.Person.Caller.TryAsync(one.Operation, 1, one.FirstSent);
        if (!reply.IsAcknowledged && reply.Status is not (503 or 504 or 409 or 429))
        {
            one.Person.Caller.Journal.Complain($"{one.Operation} under the fault: {reply}, {reply.Json?.ToJsonString()}");
        }
    }

    private static async Task AskUntilAcknowledgedAsync(Asked one)
    {
        var reply = await one.Person.Caller.CallAsync(one.Operation!, one.FirstSent);
        if (reply.IsAcknowledged)
        {
            one.Route.Note(one.Person, reply);
        }
        else
        {
            one.Person.Caller.Journal.Complain($"{one.Operation} after the fault: {reply}, {reply.Json?.ToJsonString()}");
        }
    }

    /// <summary>What one route's person saw or lost; what names no person is everybody's.</summary>
    private static string[] Concerning(Asked one, IEnumerable<string> differences)
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"of user {one.Person.Account.UserId}:");
        return
        [
            .. one.Person.Caller.Journal.Complaints,
            .. differences.Where(difference => !difference.Contains("of user ", StringComparison.Ordinal) || difference.Contains(user, StringComparison.Ordinal)),
        ];
    }

    /// <summary>A route with its person, and what was asked.</summary>
    private sealed record Asked(Route Route, Person Person)
    {
        public Operation? Operation { get; set; }

        public DateTimeOffset FirstSent { get; set; }
    }
}
