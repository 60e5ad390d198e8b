using FocusSuite.Faults.Tests.Oracle;
using FocusSuite.Faults.Tests.Workload;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>
/// One of the fifteen documented routes: how its person gets where it is allowed, what is then asked, and what the answer means to the
/// account.
/// </summary>
/// <param name="Name">The route.</param>
/// <param name="PrepareAsync">Before the fault.</param>
/// <param name="Ask">The operation.</param>
/// <param name="Note">Takes the acknowledgement into the account.</param>
public sealed record Route(string Name, Func<Person, Task> PrepareAsync, Func<Person, Operation> Ask, Action<Person, Reply> Note)
{
    private const string Distraction = "Phone notification";
    private const string Answer = "I stayed focused";

    public static IReadOnlyList<Route> All { get; } =
    [
        Read("GET programs", _ => "programs/"),
        Read("GET programs/{id}", person => $"programs/{person.Current.Id}/"),
        Read("GET programs/{id}/days/{n}", person => $"programs/{person.Current.Id}/days/1/"),
        Read("GET weekly-review", person => $"programs/{person.Current.Id}/weekly-review/1/"),
        Read("GET history", _ => "history/?page_size=5"),
        Read("GET sessions/active", _ => "sessions/active/"),
        new("POST enroll", person => person.LeaveEarlierAsync(), person => person.Caller.Write("programs/enroll/", new { program_id = 1 }), (person, reply) => person.Enrolled(reply, 1)),
        new(
            "POST start",
            person => person.EnrollAsync(1),
            person => person.Caller.Write("programs/start/", new { enrollment_id = person.Current.Id }),
            (person, _) => person.Current.Status = "in_progress"),
        new(
            "POST tasks/update",
            BeginAsync,
            person => person.Caller.Write("tasks/update/", new { enrollment_id = person.Current.Id, day_number = 1, task_index = 0, is_completed = true }),
            (person, _) => person.Today.Tasks[0] = true),
        new(
            "POST reflections/add",
            BeginAsync,
            person => person.Caller.Write("reflections/add/", new { enrollment_id = person.Current.Id, day_number = 1, question = "How?", answer = Answer }),
            (person, _) => person.Today.Reflections.Add(Answer)),
        new(
            "POST sessions/start",
            BeginAsync,
            person => person.Caller.Write("sessions/start/", new { enrollment_id = person.Current.Id, day_number = 1, duration_minutes = 180 }),
            (person, reply) => person.SessionStarted(reply)),
        OnSession("POST sessions/pause", "sessions/pause/", (session, at) => session.Pause(at)),
        OnSession("POST sessions/resume", "sessions/resume/", (session, at) => session.Resume(at), paused: true),
        OnSession("POST sessions/distraction", "sessions/distraction/", (session, _) => session.Distractions.Add(Distraction), distraction: Distraction),
        OnSession("POST sessions/complete", "sessions/complete/", (session, at) => session.Complete(at)),
    ];

    private static Route Read(string name, Func<Person, string> path) => new(name, BeginAsync, person => person.Caller.Read(path(person)), (_, _) => { });

    private static Route OnSession(string name, string path, Action<SessionModel, Moment> note, bool paused = false, string? distraction = null) => new(
        name,
        async person =>
        {
            await BeginAsync(person);
            await person.StartSessionAsync();
            if (paused)
            {
                await person.PauseSessionAsync();
            }
        },
        person => person.Caller.Write(path, new { session_id = person.Session!.Id, distraction_note = distraction }),
        (person, reply) => note(person.Session!, new Moment(reply.FirstSent, reply.Answered)));

    private static async Task BeginAsync(Person person)
    {
        await person.EnrollAsync(1);
        await person.StartProgramAsync();
    }
}
