using FocusSuite.Documents;
using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Persistence;

/// <summary>How days and totals are stored and found.</summary>
internal static class ProgressMaps
{
    public const string ByUser = "by_user";

    public static DocumentMap<ProgramDay> Days { get; } = DocumentMap.For<ProgramDay>("program_days", day => day.UserId, day => day.Id)
        .Index(ByUser, index => index.Equal(day => day.UserId));

    public static DocumentMap<EnrollmentProgress> Totals { get; } = DocumentMap
        .For<EnrollmentProgress>("enrollment_progress", progress => progress.UserId, progress => progress.Id)
        .Index(ByUser, index => index.Equal(progress => progress.UserId));
}
