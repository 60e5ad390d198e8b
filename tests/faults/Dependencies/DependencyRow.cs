using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>
/// One fault against every route: (1) each route gets a user who may use it; (2) the fault strikes; (3) each route is asked once and must
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
        await Task.WhenAll(asked.Select(one => one.Route.PrepareAsync(one.User)));

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
        var users = asked.Select(one => one.User).ToArray();
        using var convergence = new CancellationTokenSource(ConvergenceBound);
        var differences = await lab.Convergence.JudgeAsync(users, poison: 0, boundsOfTime: !fault.MovesClocks, convergence.Token);
        return [.. asked.Select(one => new CellResult(fault.Name, one.Route.Name, "", Concerning(one, differences)))];
    }

    private TestUser Take(Account account, int index, CancellationToken ct) => new(
        account,
        new Caller(account.Http, string.Create(CultureInfo.InvariantCulture, $"d{index}"), new Journal(), () => lab.System.SuiteTime, ct),
        () => lab.System.SuiteTime);

    private async Task AskOnceAsync(Asked one)
    {
        one.Operation = one.Route.Ask(one.User);
        one.FirstSent = lab.System.SuiteTime;
        var reply = await one.User.Caller.TryAsync(one.Operation, 1, one.FirstSent);
        if (!reply.IsAcknowledged && reply.Status is not (503 or 504 or 409 or 429))
        {
            one.User.Caller.Journal.Complain($"{one.Operation} under the fault: {reply}, {reply.Json?.ToJsonString()}");
        }
    }

    private static async Task AskUntilAcknowledgedAsync(Asked one)
    {
        var reply = await one.User.Caller.CallAsync(one.Operation!, one.FirstSent);
        if (reply.IsAcknowledged)
        {
            one.Route.Note(one.User, reply);
        }
        else
        {
            one.User.Caller.Journal.Complain($"{one.Operation} after the fault: {reply}, {reply.Json?.ToJsonString()}");
        }
    }

    /// <summary>What one route's user saw or lost; what names no user is everybody's.</summary>
    private static string[] Concerning(Asked one, IEnumerable<string> differences)
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"of user {one.User.Account.UserId}:");
        return
        [
            .. one.User.Caller.Journal.Complaints,
            .. differences.Where(
                difference => !difference.Contains("of user ", StringComparison.Ordinal)
                    || difference.Contains(user, StringComparison.Ordinal)),
        ];
    }

    /// <summary>A route with its user, and what was asked.</summary>
    private sealed record Asked(Route Route, TestUser User)
    {
        public Operation? Operation { get; set; }

        public DateTimeOffset FirstSent { get; set; }
    }
}
