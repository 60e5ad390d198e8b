using FocusSuite.Faults.Tests.Oracle;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>
/// One of the fifteen documented routes: how its user gets where it is allowed, what is then asked, and what the answer means to the
/// account.
/// </summary>
/// <param name="Name">The route.</param>
/// <param name="PrepareAsync">Before the fault.</param>
/// <param name="Ask">The operation.</param>
/// <param name="Note">Takes the acknowledgement into the account.</param>
public sealed record Route(string Name, Func<TestUser, Task> PrepareAsync, Func<TestUser, Operation> Ask, Action<TestUser, Reply> Note)
{
    private const string Distraction = "Phone notification";
    private const string Answer = "I stayed focused";

    public static IReadOnlyList<Route> All { get; } =
    [
        Read("GET programs", _ => "programs/"),
        Read("GET programs/{id}", user => $"programs/{user.Current.Id}/"),
        Read("GET programs/{id}/days/{n}", user => $"programs/{user.Current.Id}/days/1/"),
        Read("GET weekly-review", user => $"programs/{user.Current.Id}/weekly-review/1/"),
        Read("GET history", _ => "history/?page_size=5"),
        Read("GET sessions/active", _ => "sessions/active/"),
        new(
            "POST enroll",
            user => user.LeaveEarlierAsync(),
            user => user.Caller.Write("programs/enroll/", new { program_id = 1 }),
            (user, reply) => user.Enrolled(reply, 1)),
        new(
            "POST start",
            user => user.EnrollAsync(1),
            user => user.Caller.Write("programs/start/", new { enrollment_id = user.Current.Id }),
            (user, _) => user.Current.Status = "in_progress"),
        new(
            "POST tasks/update",
            BeginAsync,
            user => user.Caller.Write(
                "tasks/update/", new { enrollment_id = user.Current.Id, day_number = 1, task_index = 0, is_completed = true }),
            (user, _) => user.Today.Tasks[0] = true),
        new(
            "POST reflections/add",
            BeginAsync,
            user => user.Caller.Write(
                "reflections/add/", new { enrollment_id = user.Current.Id, day_number = 1, question = "How?", answer = Answer }),
            (user, _) => user.Today.Reflections.Add(Answer)),
        new(
            "POST sessions/start",
            BeginAsync,
            user => user.Caller.Write("sessions/start/", new { enrollment_id = user.Current.Id, day_number = 1, duration_minutes = 180 }),
            (user, reply) => user.SessionStarted(reply)),
        OnSession("POST sessions/pause", "sessions/pause/", (session, at) => session.Pause(at)),
        OnSession("POST sessions/resume", "sessions/resume/", (session, at) => session.Resume(at), paused: true),
        OnSession(
            "POST sessions/distraction",
            "sessions/distraction/",
            (session, _) => session.Distractions.Add(Distraction),
            distraction: Distraction),
        OnSession("POST sessions/complete", "sessions/complete/", (session, at) => session.Complete(at)),
    ];

    private static Route Read(string name, Func<TestUser, string> path) =>
        new(name, BeginAsync, user => user.Caller.Read(path(user)), (_, _) => { });

    private static Route OnSession(
        string name, string path, Action<SessionModel, Moment> note, bool paused = false, string? distraction = null) => new(
        name,
        async user =>
        {
            await BeginAsync(user);
            await user.StartSessionAsync();
            if (paused)
            {
                await user.PauseSessionAsync();
            }
        },
        user => user.Caller.Write(path, new { session_id = user.Session!.Id, distraction_note = distraction }),
        (user, reply) => note(user.Session!, new Moment(reply.FirstSent, reply.Answered)));

    private static async Task BeginAsync(TestUser user)
    {
        await user.EnrollAsync(1);
        await user.StartProgramAsync();
    }
}
