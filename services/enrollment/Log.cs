namespace FocusSuite.Enrollment;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Event {EventId} speaks of enrollment {EnrollmentId}, which is not there; ignored.")]
    public static partial void UnknownEnrollment(ILogger logger, Guid eventId, long enrollmentId);

    [LoggerMessage(2, LogLevel.Warning, "Event {EventId} completes day {Day} of enrollment {EnrollmentId}, which has {TotalDays} days; ignored.")]
    public static partial void UnknownDay(ILogger logger, Guid eventId, int day, long enrollmentId, int totalDays);

    [LoggerMessage(3, LogLevel.Warning, "Identity did not answer; served what it said of a subscription {Age} ago.")]
    public static partial void ServedStaleSubscription(ILogger logger, Exception exception, TimeSpan age);
}
