using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.Enrollment.Details;

/// <summary>Puts the parts of an enrollment together.</summary>
internal static class ProgramDetails
{
    /// <summary>Status and day as the enrollment has them, what was done as progress has it, texts as the template has them.</summary>
    public static GetProgramResponse Of(ProgramEnrollment enrollment, ProgramTemplate template, GetOverviewResponse overview) => new()
    {
        EnrollmentId = enrollment.Id,
        Program = Summary(template.Program),
        Status = enrollment.Status,
        CurrentDay = enrollment.CurrentDay,
        StartedAt = enrollment.StartedAt is { } startedAt ? Timestamp.FromDateTimeOffset(startedAt) : null,
        Progress = Done(overview.Totals),
        CurrentDayInfo = Day(enrollment.CurrentDay, template, overview),
    };

    private static ProgramSummary Summary(ProgramInfo program) => new()
    {
        Id = program.Id,
        Name = program.Name,
        Description = program.Description,
        DurationDays = program.DurationDays,
        Objectives = { program.Objectives },
    };

    private static ProgramProgress Done(EnrollmentTotals? totals) => totals is null ? new ProgramProgress() : new ProgramProgress
    {
        DaysCompleted = totals.DaysCompleted,
        CompletionPercentage = totals.CompletionPercentage,
        TotalFocusMinutes = totals.TotalFocusMinutes,
        TotalSessions = totals.TotalSessions,
        CurrentStreak = totals.CurrentStreak,
        LongestStreak = totals.LongestStreak,
    };

    private static CurrentDayInfo Day(int number, ProgramTemplate template, GetOverviewResponse overview)
    {
        // A template that was shortened since has no such day any more; the last one it has stands for it.
        var day = template.Day(number) ?? template.Days[^1];
        return new CurrentDayInfo
        {
            DayNumber = number,
            Title = day.Title,
            Description = day.Description,
            FocusDuration = day.FocusMinutes,
            Tasks = { day.Tasks },
            Tips = { day.Tips },
            ReflectionPrompts = { day.ReflectionPrompts },
            IsCompleted = overview.DayCompleted,
            TasksProgress = new TasksProgress { Completed = overview.TasksCompleted, Total = day.Tasks.Count },
        };
    }
}
