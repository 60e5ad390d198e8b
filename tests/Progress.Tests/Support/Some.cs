using FocusSuite.CatalogClient;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Peers;

namespace FocusSuite.Progress.Tests.Support;

/// <summary>Days and operations of no particular meaning.</summary>
internal static class Some
{
    public const long User = 7;
    public const long Enrollment = 70;
    public const long Program = 1;

    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static DayTemplate Template(int day = 1, int tasks = 3, int minutes = 25) => new()
    {
        DayNumber = day,
        Title = $"Day {day}: Somewhere",
        Description = "What it is about.",
        FocusMinutes = minutes,
        Tasks = [.. Enumerable.Range(0, tasks).Select(number => $"Task {number}")],
        Tips = ["Breathe."],
        ReflectionPrompts = ["What was good?"],
    };

    public static ProgramDay Day(int day = 1, int tasks = 3, int minutes = 25) =>
        ProgramDay.Untouched(Open.Facts, ProgramDays.Plan(Template(day, tasks, minutes)));

    /// <summary>A program in progress whose every day is open.</summary>
    public static EnrollmentStanding Open { get; } =
        new(new EnrollmentFacts(Enrollment, User, Program, ProgramVersion: 1, TotalDays: 14), EnrollmentPhase.InProgress, CurrentDay: 14);

    public static OperationContext Operation(DateTimeOffset? now = null, string? key = null) =>
        new(Guid.CreateVersion7(), now ?? Noon, key);

    public static Decision<ProgramDay> Mark(this ProgramDay day, int task, bool isCompleted, OperationContext operation) =>
        day.MarkTask(task, isCompleted, Open, operation);

    public static Decision<ProgramDay> Reflect(this ProgramDay day, string answer, OperationContext operation) =>
        day.AddReflection("Why?", answer, Open, operation);

    public static ProgramDay WithTasks(this ProgramDay day, int done) =>
        day with { Tasks = [.. day.Tasks.Select(task => task.Order < done ? task with { CompletedAt = Noon } : task)] };

    public static ProgramDay WithFocus(this ProgramDay day, int seconds, string session = "s") =>
        day.CreditSession(Credit(session, seconds), Noon, Operation()).State!;

    public static ProgramDay WithReflection(this ProgramDay day) => day.Reflect("Because.", Operation()).State!;

    /// <summary>All done, by whatever was last, and counted.</summary>
    public static ProgramDay Complete(int day = 1) => Evaluated(day).Complete(Noon).State!;

    /// <summary>All done, and not counted yet.</summary>
    public static ProgramDay Evaluated(int day = 1) => Day(day).WithTasks(3).WithFocus(1500).WithReflection();

    public static SessionCredit Credit(string id, int seconds, DateOnly? date = null) =>
        new(id, seconds, date ?? DateOnly.FromDateTime(Noon.Date));

    public static ProgramAdvanced Advanced(int day, params int[] completed) => new()
    {
        OccurredAt = Noon,
        UserId = User,
        CorrelationId = Guid.NewGuid(),
        EnrollmentId = Enrollment,
        ProgramId = Program,
        TotalDays = 14,
        CompletedDay = day,
        CompletedDays = completed,
        CurrentDay = completed.Length + 1,
        ProgramCompleted = false,
    };
}
