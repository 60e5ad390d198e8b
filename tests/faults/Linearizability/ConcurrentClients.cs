using System.Collections.Concurrent;
using System.Diagnostics;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Linearizability;

/// <summary>Several devices of one user, which do not know of each other, and the history of what they were told.</summary>
public sealed class ConcurrentClients(TestUser user, int seed, int clients, int operations)
{
    private static readonly string[] Verbs = ["start", "start", "pause", "resume", "complete"];

    private static readonly string[] EnrollmentVerbs = ["enroll", "enroll", "start", "pause", "resume", "abandon"];

    private string? _lastSession;
    private long _lastEnrollment = user.Current.Id;

    /// <summary>Everybody uses the focus timer.</summary>
    public Task<IReadOnlyList<HistoryEntry<SessionCall, string>>> UseTimerAsync() =>
        RecordAsync<SessionCall, string>(async (caller, dice) =>
    {
        var verb = Verbs[dice.Next(Verbs.Length)];
        var session = Volatile.Read(ref _lastSession);
        if (verb != "start" && session is null)
        {
            return null;
        }

        var reply = verb == "start"
            ? await caller.PostAsync("sessions/start/", new { enrollment_id = user.Current.Id, day_number = 1, duration_minutes = 180 })
            : await caller.PostAsync($"sessions/{verb}/", new { session_id = session });
        if (verb == "start" && reply.IsAcknowledged)
        {
            session = (string)reply.Json!["session_id"]!;
            Volatile.Write(ref _lastSession, session);
        }

        return (new SessionCall(verb, session), reply.IsAcknowledged ? SessionRules.Ok : reply.Code ?? "no answer");
    });

    /// <summary>Everybody marks the tasks of the same day.</summary>
    public Task<IReadOnlyList<HistoryEntry<TaskCall, int>>> MarkTasksAsync() => RecordAsync<TaskCall, int>(async (caller, dice) =>
    {
        var call = new TaskCall(dice.Next(user.Today.Tasks.Length), dice.Next(2) == 0);
        var reply = await caller.PostAsync(
            "tasks/update/", new { enrollment_id = user.Current.Id, day_number = 1, task_index = call.Index, is_completed = call.Done });
        return (call, (int?)reply.Json?["tasks_completed"] ?? -1);
    });

    /// <summary>Everybody enrolls in the same program, and changes the enrollment.</summary>
    public async Task<IReadOnlyList<HistoryEntry<EnrollmentCall, string>>> ChangeEnrollmentAsync()
    {
        var history = await RecordAsync<EnrollmentCall, string>(async (caller, dice) =>
        {
            var verb = EnrollmentVerbs[dice.Next(EnrollmentVerbs.Length)];
            var enrollment = Volatile.Read(ref _lastEnrollment);
            var reply = verb == "enroll"
                ? await caller.PostAsync("programs/enroll/", new { program_id = user.Current.ProgramId })
                : await caller.PostAsync($"programs/{verb}/", new { enrollment_id = enrollment });
            if (!reply.IsAcknowledged)
            {
                return (new EnrollmentCall(verb, enrollment), reply.Code ?? "no answer");
            }

            if (verb != "enroll")
            {
                return (new EnrollmentCall(verb, enrollment), EnrollmentRules.Ok);
            }

            var told = (long)reply.Json!["enrollment_id"]!;
            Volatile.Write(ref _lastEnrollment, told);
            return (new EnrollmentCall(verb, told), (bool)reply.Json!["enrolled"]!
                && reply.Status == 201 ? EnrollmentRules.Ok : EnrollmentRules.Is(told));
        });

        // Whoever comes next leaves them.
        user.Account.LiveEnrollments.AddRange(
            history.Where(entry => entry.Call.Verb == "enroll" && entry.Result == EnrollmentRules.Ok)
                .Select(entry => entry.Call.Enrollment));
        return history;
    }

    private async Task<IReadOnlyList<HistoryEntry<TCall, TResult>>> RecordAsync<TCall, TResult>(
        Func<Caller, Random, Task<(TCall Call, TResult Result)?>> act)
    {
        var history = new ConcurrentBag<HistoryEntry<TCall, TResult>>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var (caller, dice) = (user.Caller.Another($"d{client}"), new Random((seed * clients) + client));
            for (var i = 0; i < operations / clients; i++)
            {
                var began = Stopwatch.GetTimestamp();
                if (await act(caller, dice) is var (call, result))
                {
                    history.Add(new(call, result, began, Stopwatch.GetTimestamp()));
                }
            }
        })));
        return [.. history];
    }
}
