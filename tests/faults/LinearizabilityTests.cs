using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.Faults.Tests.Linearizability;
using FocusSuite.Faults.Tests.Results;
using FocusSuite.Faults.Tests.Workload;
using Shouldly;

namespace FocusSuite.Faults.Tests;

/// <summary>
/// Histories of concurrent devices of one user. FOCUS_FAULT_HISTORIES sets how many, FOCUS_FAULT_HISTORY how many operations each has,
/// FOCUS_FAULT_SEED the first seed.
/// </summary>
public sealed class LinearizabilityTests(Lab lab, ITestOutputHelper output)
{
    private const int Clients = 6;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task ConcurrentDevices_TimerTasksAndEnrollment_AreLinearizable()
    {
        var (count, operations) = (LabSettings.Size("FOCUS_FAULT_HISTORIES", 3), LabSettings.Size("FOCUS_FAULT_HISTORY", 120));
        var (wrong, recorded) = (new List<string>(), 0);
        var first = LabSettings.Size("FOCUS_FAULT_SEED", 1);
        for (var seed = first; seed < first + count; seed++)
        {
            using var bound = new CancellationTokenSource(Bound);
            var user = await UserAsync(seed, bound.Token);
            var clients = new ConcurrentClients(user, seed, Clients, operations);

            // The timer, the tasks and the enrollment are three objects: each has histories of its own.
            var (size, isLinearizable) = (seed % 3) switch
            {
                0 => Check(
                    await clients.ChangeEnrollmentAsync(),
                    new Checker<EnrollmentState, EnrollmentCall, string>(EnrollmentRules.Apply),
                    new EnrollmentState(user.Current.Id, "in_progress")),
                1 => Check(await clients.MarkTasksAsync(), new Checker<uint, TaskCall, int>(TaskRules.Apply), 0u),
                _ => Check(await clients.UseTimerAsync(), new Checker<TimerState, SessionCall, string>(SessionRules.Apply), default),
            };
            recorded += size;
            if (!isLinearizable || user.Caller.Journal.Complaints.Count > 0)
            {
                wrong.Add(
                    $"history {seed}: {(isLinearizable ? "" : "no order explains it")} {string.Join(" | ", user.Caller.Journal.Complaints)}");
            }

            Report(seed - first + 1, recorded, wrong.Count, count, operations);
        }

        output.WriteLine(Summary(count, recorded, wrong.Count));
        wrong.ShouldBeEmpty();
    }

    private static (int Size, bool IsLinearizable) Check<TState, TCall, TResult>(
        IReadOnlyList<HistoryEntry<TCall, TResult>> history, Checker<TState, TCall, TResult> checker, TState initial)
        where TState : notnull => (history.Count, checker.IsLinearizable(initial, history));

    private async Task<TestUser> UserAsync(int seed, CancellationToken ct)
    {
        var account = (await lab.Population.TakeAsync(1, ct))[0];
        var name = string.Create(CultureInfo.InvariantCulture, $"l{seed}");
        var user = new TestUser(
            account, new Caller(account.Http, name, new Journal(), () => lab.System.SuiteTime, ct), () => lab.System.SuiteTime);
        await user.EnrollAsync(1);
        await user.StartProgramAsync();
        return user;
    }

    private static string Summary(int histories, int operations, int wrong) => string.Create(
        CultureInfo.InvariantCulture,
        $"{histories} histories of {Clients} concurrent devices, {operations} operations, {histories - wrong} linearizable.");

    private static void Report(int histories, int recorded, int wrong, int count, int operations) => ReliabilityPage.Write(
        "linearizability",
        string.Create(
            CultureInfo.InvariantCulture,
            $"FOCUS_FAULT_HISTORIES={count} FOCUS_FAULT_HISTORY={operations} FOCUS_FAULT_REPORT=docs/reliability.md ./focus test "
            + $"--project Faults --filter LinearizabilityTests"),
        Summary(histories, recorded, wrong),
        []);
}
