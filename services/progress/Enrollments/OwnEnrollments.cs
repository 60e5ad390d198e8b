using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;

namespace FocusSuite.Progress.Enrollments;

/// <summary>Asks enrollment about the caller's enrollments; it alone knows whose they are and where they stand.</summary>
internal sealed class OwnEnrollments(EnrollmentInternalService.EnrollmentInternalServiceClient enrollments)
{
    /// <summary>An enrollment of the caller. Somebody else's is not found, as one that does not exist.</summary>
    public async Task<OwnEnrollment> GetAsync(long enrollmentId, Caller caller, CancellationToken cancellationToken)
    {
        var userId = caller.RequiredUserId;
        if (enrollmentId <= 0)
        {
            throw new FocusException(ErrorCodes.NotFound);
        }

        var answer = await enrollments.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = enrollmentId }, cancellationToken: cancellationToken);

        // Enrollment has checked this by the person's token. Checked again, since everything that follows relies on it.
        return answer.UserId == userId
            ? new OwnEnrollment(answer.EnrollmentId, answer.UserId, answer.ProgramId, answer.Status, answer.CurrentDay, answer.TotalDays)
            : throw new FocusException(ErrorCodes.NotFound);
    }

    /// <summary>
    /// Whether an enrollment, whoever's it is, still takes note of complete days: not after it was given up, or erased. Paused it does; nothing of it is lost.
    /// </summary>
    public async Task<bool> IsLiveAsync(long enrollmentId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await enrollments.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = enrollmentId }, cancellationToken: cancellationToken);
            return answer.Status is not EnrollmentStatus.Abandoned;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }
}
