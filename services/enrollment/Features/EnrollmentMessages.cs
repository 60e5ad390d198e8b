using FocusSuite.Enrollment.Domain;
using Proto = FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Features;

/// <summary>The domain's words as the public language has them.</summary>
internal static class EnrollmentMessages
{
    public static Proto.EnrollmentStatus ToMessage(this EnrollmentStatus status) => status switch
    {
        EnrollmentStatus.NotStarted => Proto.EnrollmentStatus.NotStarted,
        EnrollmentStatus.InProgress => Proto.EnrollmentStatus.InProgress,
        EnrollmentStatus.Paused => Proto.EnrollmentStatus.Paused,
        EnrollmentStatus.Completed => Proto.EnrollmentStatus.Completed,
        EnrollmentStatus.Abandoned => Proto.EnrollmentStatus.Abandoned,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "The public language has no such status."),
    };
}
