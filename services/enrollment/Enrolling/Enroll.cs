using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Enrolling;

/// <summary>The beginning of an enrollment.</summary>
internal static class Enroll
{
    /// <summary>A new enrollment, not started, on day 1.</summary>
    public static Decision In(ProgramInfo program, long userId, long enrollmentId, string? requestKey, Operation operation) => new(
        new ProgramEnrollment
        {
            Id = enrollmentId,
            UserId = userId,
            ProgramId = program.Id,
            Status = EnrollmentStatus.NotStarted,
            CurrentDay = 1,
            TotalDays = program.DurationDays,
            IsProOnly = program.IsProOnly,
            EnrolledAt = operation.Now,
            RequestKey = requestKey,
        },
        [
            new Enrolled
            {
                OccurredAt = operation.Now,
                UserId = userId,
                CorrelationId = operation.CorrelationId,
                CausationId = operation.CausationId,
                EnrollmentId = enrollmentId,
                ProgramId = program.Id,
                TotalDays = program.DurationDays,
            },
        ]);
}
