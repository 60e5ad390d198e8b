using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using Google.Protobuf.WellKnownTypes;

namespace FocusSuite.Enrollment.History;

/// <summary>One enrollment in the history.</summary>
internal static class HistoryEntries
{
    /// <summary>The enrollment with its program and its totals; nothing done where there are no totals.</summary>
    public static HistoryEntry Of(ProgramEnrollment enrollment, ProgramInfo? program, EnrollmentTotals? totals) => new()
    {
        EnrollmentId = enrollment.Id,

        // A program that was taken out of the catalog must not hide what somebody did in it.
        ProgramName = program?.Name ?? $"Program {enrollment.ProgramId}",
        ProgramType = program?.Type ?? ProgramType.Custom,
        Status = enrollment.Status,
        StartedAt = Time(enrollment.StartedAt),
        CompletedAt = Time(enrollment.CompletedAt),
        CurrentDay = enrollment.CurrentDay,
        TotalDays = enrollment.TotalDays,
        CompletionPercentage = totals?.CompletionPercentage ?? 0,
        TotalFocusMinutes = totals?.TotalFocusMinutes ?? 0,
        CurrentStreak = totals?.CurrentStreak ?? 0,
    };

    private static Timestamp? Time(DateTimeOffset? time) => time is { } at ? Timestamp.FromDateTimeOffset(at) : null;
}
