using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// Asks enrollment whether a program has ended in which a session is still live: then the word of it is on its way. The sweep and a start
/// ask before they end a session, so that its time counts until its program ended, however late the word comes. A person's own command on
/// the session does not: it does not wait for enrollment.
/// </summary>
internal sealed class ProgramEnd(EnrollmentInternalService.EnrollmentInternalServiceClient enrollments, TimeProvider clock)
{
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="userId">Whose it is.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When it ended; null while it has not, and where nobody knows it.</returns>
    /// <exception cref="RpcException">Enrollment is away.</exception>
    public async Task<DateTimeOffset?> FindAsync(long enrollmentId, long userId, CancellationToken cancellationToken)
    {
        try
        {
            var enrollment = await enrollments.GetEnrollmentAsync(
                new GetEnrollmentRequest { EnrollmentId = enrollmentId, UserId = userId }, cancellationToken: cancellationToken);
            return enrollment.Status is EnrollmentStatus.Abandoned or EnrollmentStatus.Completed
                ? (enrollment.AbandonedAt ?? enrollment.CompletedAt)?.ToDateTimeOffset() ?? clock.GetUtcNow()
                : null;
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
