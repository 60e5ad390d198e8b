using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>What a person can make of an enrollment's status.</summary>
internal static class StatusChange
{
    /// <summary>Begins a program, or goes on with a paused one. The first start alone stamps the time.</summary>
    public static Decision Start(ProgramEnrollment enrollment, Operation operation)
    {
        switch (enrollment.Status)
        {
            case EnrollmentStatus.NotStarted:
                var started = enrollment with { StartedAt = enrollment.StartedAt ?? operation.Now };
                return To(EnrollmentStatus.InProgress, started, operation, new ProgramStarted
                {
                    OccurredAt = operation.Now,
                    UserId = enrollment.UserId,
                    CorrelationId = operation.CorrelationId,
                    CausationId = operation.CausationId,
                    EnrollmentId = enrollment.Id,
                    ProgramId = enrollment.ProgramId,
                    StartedAt = started.StartedAt.Value,
                });
            case EnrollmentStatus.Paused:
                return To(EnrollmentStatus.InProgress, enrollment, operation);
            default:
                throw Refused("started", enrollment);
        }
    }

    /// <summary>Interrupts a program in progress.</summary>
    public static Decision Pause(ProgramEnrollment enrollment, Operation operation) =>
        enrollment.Status == EnrollmentStatus.InProgress ? To(EnrollmentStatus.Paused, enrollment, operation) : throw Refused("paused", enrollment);

    /// <summary>Goes on with a paused program.</summary>
    public static Decision Resume(ProgramEnrollment enrollment, Operation operation) =>
        enrollment.Status == EnrollmentStatus.Paused ? To(EnrollmentStatus.InProgress, enrollment, operation) : throw Refused("resumed", enrollment);

    /// <summary>Ends a live enrollment, and the session that is live in it.</summary>
    public static Decision Abandon(ProgramEnrollment enrollment, Operation operation) => enrollment.IsLive
        ? To(EnrollmentStatus.Abandoned, enrollment, operation, new EnrollmentEnded
        {
            OccurredAt = operation.Now,
            UserId = enrollment.UserId,
            CorrelationId = operation.CorrelationId,
            CausationId = operation.CausationId,
            EnrollmentId = enrollment.Id,
            EndedAt = operation.Now,
        })
        : throw Refused("abandoned", enrollment);

    /// <summary>The change of a status, as the next state and an event.</summary>
    public static Decision To(EnrollmentStatus status, ProgramEnrollment enrollment, Operation operation, params IEnumerable<FocusEvent> before) => new(
        enrollment with { Status = status },
        [
            .. before,
            new EnrollmentStatusChanged
            {
                OccurredAt = operation.Now,
                UserId = enrollment.UserId,
                CorrelationId = operation.CorrelationId,
                CausationId = operation.CausationId,
                EnrollmentId = enrollment.Id,
                From = enrollment.Status.Word(),
                To = status.Word(),
            },
        ]);

    private static ApiException Refused(string change, ProgramEnrollment enrollment) => new(
        ErrorCodes.InvalidProgramStatus, $"This program cannot be {change}: it is {enrollment.Status.Word().Replace('_', ' ')}.");
}
