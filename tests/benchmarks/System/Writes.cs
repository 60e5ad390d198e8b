using System.Text.Json.Nodes;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>One request of a write.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="Path">Its path.</param>
/// <param name="Body">Makes the body.</param>
/// <param name="Take">Takes from the answer what later requests need.</param>
/// <param name="MaxStatements">The target for SQL statements, where there is one.</param>
internal sealed record WriteStep(
    string Name, string Path, Func<BenchmarkUser, string> Body, Action<BenchmarkUser, JsonNode>? Take = null, double? MaxStatements = null);

/// <summary>Something that users do again and again.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="Steps">The requests of one cycle.</param>
internal sealed record Write(string Name, params IReadOnlyList<WriteStep> Steps)
{
    /// <summary>What has to be done before an interval.</summary>
    public Func<BenchmarkUser, CancellationToken, Task> Prepare { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>When an interval is over: by default when the last answer is there.</summary>
    public Func<BenchmarkUser, CancellationToken, Task>? Finish { get; init; }

    /// <summary>How many cycles one user can do in an interval.</summary>
    public int MaxCycles { get; init; } = int.MaxValue;

    /// <summary>How many users do it at once.</summary>
    public int MaxUsers { get; init; } = int.MaxValue;

    /// <summary>Whether its rate is compared with the floor's. A password's hash is slow on purpose.</summary>
    public bool IsJudged { get; init; } = true;
}

internal static class Writes
{
    private const int MaxReflections = 80;
    private const int MaxNotes = 400;

    // More than two a core would only wait for each other's hashes.
    private const int HashingUsers = 4;

    private static readonly WriteStep Start = new(
        "start", BenchmarkUser.Focus + "sessions/start/", user => user.StartBody,
        (user, answer) => user.Session = (string)answer["session_id"]!, 3);

    public static IReadOnlyList<Write> All =>
    [
        new("task update", new WriteStep("task update", BenchmarkUser.Focus + "tasks/update/", TaskBody, MaxStatements: 2)),
        new(
            "start + complete, until visible",
            Start,
            new WriteStep(
                "complete", BenchmarkUser.Focus + "sessions/complete/", user => user.SessionBody, (user, _) => user.Completed++, 10))
        {
            Prepare = (user, cancellation) => user.EndSessionAsync(cancellation),
            Finish = (user, cancellation) => user.SeeSessionsAsync(cancellation),
        },
        new("start + cancel", Start, SessionStep("cancel", "cancel"))
        {
            Prepare = (user, cancellation) => user.EndSessionAsync(cancellation),
        },
        new("pause + resume", SessionStep("pause", "pause"), SessionStep("resume", "resume"))
        {
            Prepare = (user, cancellation) => user.RenewSessionAsync(cancellation),
            MaxCycles = MaxNotes,
        },
        new(
            "distraction",
            new WriteStep(
                "distraction", BenchmarkUser.Focus + "sessions/distraction/",
                user => $$"""{"session_id":"{{user.Session}}","distraction_note":"The phone rang"}"""))
        {
            Prepare = (user, cancellation) => user.RenewSessionAsync(cancellation),
            MaxCycles = MaxNotes,
        },
        new("reflection", new WriteStep("reflection", BenchmarkUser.Focus + "reflections/add/", ReflectionBody))
        {
            Prepare = (user, cancellation) => user.RenewEnrollmentAsync(cancellation),
            MaxCycles = MaxReflections,
        },
        new(
            "refresh",
            new WriteStep(
                "refresh", BenchmarkUser.Authentication + "refresh/", user => user.RefreshBody,
                (user, answer) => user.Refresh = (string)answer["results"]!["data"]!["tokens"]!["refresh"]!)),
        new(
            "sign-in",
            new WriteStep("sign-in", BenchmarkUser.Authentication + "login/", user => user.SignInBody))
        {
            IsJudged = false,
            MaxUsers = HashingUsers,
        },
    ];

    /// <summary>Changes the task each time: what changes nothing would be saved by a shorter way.</summary>
    public static string TaskBody(BenchmarkUser user)
    {
        user.IsTaskDone = !user.IsTaskDone;
        var isDone = user.IsTaskDone ? "true" : "false";
        return FormattableString.Invariant(
            $$"""{"enrollment_id":{{user.Enrollment}},"day_number":1,"task_index":0,"is_completed":{{isDone}}}""");
    }

    private static string ReflectionBody(BenchmarkUser user) => FormattableString.Invariant(
        $$"""{"enrollment_id":{{user.Enrollment}},"day_number":1,"question":"How was it?","answer":"Quiet, for once."}""");

    private static WriteStep SessionStep(string name, string path) =>
        new(name, $"{BenchmarkUser.Focus}sessions/{path}/", user => user.SessionBody);
}
