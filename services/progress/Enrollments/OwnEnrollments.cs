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
            throw new ApiException(ErrorCodes.NotFound);
        }

        var answer = await enrollments.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = enrollmentId }, cancellationToken: cancellationToken);

        // Enrollment has checked this by the person's token. Checked again, since everything that follows relies on it.
        return answer.UserId == userId
            ? new OwnEnrollment(answer.EnrollmentId, answer.UserId, answer.ProgramId, answer.Status, answer.CurrentDay, answer.TotalDays)
            : throw new ApiException(ErrorCodes.NotFound);
    }

    /// <summary>
    /// Whether an enrollment, whoever's it is, takes note of what was done at a time: not after it was given up, nor when it was erased. Paused it does, and
    /// what was done before it was given up counts, however late the word of it comes; nothing of it is lost.
    /// </summary>
    public async Task<bool> AcceptsCompletionAsync(long enrollmentId, DateTimeOffset doneAt, CancellationToken cancellationToken)
    {
        var answer = await FindAsync(enrollmentId, cancellationToken);
        return answer is not null && (answer.Status != EnrollmentStatus.Abandoned || doneAt <= answer.AbandonedAt?.ToDateTimeOffset());
    }

    /// <summary>The length of an enrollment's program, whoever's it is; 0 when it was erased.</summary>
    public async Task<int> FindLengthAsync(long enrollmentId, CancellationToken cancellationToken) =>
        (await FindAsync(enrollmentId, cancellationToken))?.TotalDays ?? 0;

    private async Task<GetEnrollmentResponse?> FindAsync(long enrollmentId, CancellationToken cancellationToken)
    {
        try
        {
            return await enrollments.GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = enrollmentId }, cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
