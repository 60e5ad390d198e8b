using FocusSuite.CatalogClient;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Crediting;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Reflecting;

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
        ProgramDay.Untouched(User, Enrollment, Program, Template(day, tasks, minutes));

    public static Operation Operation(DateTimeOffset? now = null) => Progress.Days.Operation.ByPerson(now ?? Noon);

    public static ProgramDay WithTasks(this ProgramDay day, int done) =>
        day with { Tasks = [.. day.Tasks.Select(task => task.Order < done ? task with { CompletedAt = Noon } : task)] };

    public static ProgramDay WithFocus(this ProgramDay day, int seconds, string session = "s") =>
        SessionCrediting.Credit(day, Credit(session, seconds), Noon, Operation()).Day;

    public static ProgramDay WithReflection(this ProgramDay day) => ReflectionAdding.Add(day, "Why?", "Because.", Operation()).Day;

    /// <summary>All done, by whatever was last.</summary>
    public static ProgramDay Complete(int day = 1) => Day(day).WithTasks(3).WithFocus(1500).WithReflection();

    public static SessionCredit Credit(string id, int seconds, DateOnly? date = null) => new(id, seconds, date ?? DateOnly.FromDateTime(Noon.Date));

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
