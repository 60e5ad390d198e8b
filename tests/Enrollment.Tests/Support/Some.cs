using FocusSuite.CatalogClient;
using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Protos.Catalog.V1;

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>Enrollments and operations for the tests of the rules.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public static readonly OperationContext Operation = new(Guid.CreateVersion7(), Now) { CausationId = Guid.CreateVersion7() };

    public static ProgramEnrollment Enrollment(EnrollmentStatus status = EnrollmentStatus.InProgress, int totalDays = 14) => new()
    {
        Id = 123,
        UserId = 7,
        ProgramId = 1,
        Status = status,
        CurrentDay = 1,
        TotalDays = totalDays,
        IsProOnly = false,
        EnrolledAt = Now - TimeSpan.FromDays(9),
        StartedAt = status == EnrollmentStatus.NotStarted ? null : Now - TimeSpan.FromDays(8),
    };

    public static ProgramInfo Program(bool proOnly = false) => new()
    {
        Id = 1,
        Version = 1,
        Name = "14-Day Focus Challenge",
        Type = ProgramType.FourteenDay,
        Description = "Build it.",
        DurationDays = 14,
        Objectives = ["a", "b"],
        IsProOnly = proOnly,
        Icon = "🎯",
        Color = "#3B82F6",
    };
}
