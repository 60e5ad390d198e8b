using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Subscriptions;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Sessions.Domain;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Whether the person may work on the day now, as the enrollment and, for a Pro program, the subscription say.</summary>
internal sealed class StartPermission(
    EnrollmentInternalService.EnrollmentInternalServiceClient enrollments,
    IdentityInternalService.IdentityInternalServiceClient identity,
    TimeProvider clock)
{
    /// <returns>The enrollment's program.</returns>
    /// <exception cref="ApiException">NOT_FOUND, PROGRAM_NOT_IN_PROGRESS, PRO_REQUIRED or DAY_LOCKED.</exception>
    public async Task<long> RequireAsync(SessionPlan plan, long userId, CancellationToken cancellationToken)
    {
        var enrollment = await FindAsync(plan.EnrollmentId, cancellationToken);
        RequireInProgress(enrollment, userId);
        if (enrollment.IsProOnly)
        {
            // Only here: a free program neither waits for identity nor fails when it is away.
            var answer = await identity.GetSubscriptionAsync(new GetSubscriptionRequest(), cancellationToken: cancellationToken);
            RequirePro(answer.Subscription);
        }

        RequireOpen(plan.DayNumber, enrollment);
        return enrollment.ProgramId;
    }

    private async Task<GetEnrollmentResponse> FindAsync(long enrollmentId, CancellationToken cancellationToken)
    {
        try
        {
            return await enrollments.GetEnrollmentAsync(
                new GetEnrollmentRequest { EnrollmentId = enrollmentId }, cancellationToken: cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            throw new ApiException(ErrorCodes.NotFound);
        }
    }

    private static void RequireInProgress(GetEnrollmentResponse enrollment, long userId)
    {
        // Enrollment answers for the caller only; that it does is not left to it alone.
        if (enrollment.UserId != userId)
        {
            throw new ApiException(ErrorCodes.NotFound);
        }

        if (enrollment.Status != EnrollmentStatus.InProgress)
        {
            throw new ApiException(ErrorCodes.ProgramNotInProgress);
        }
    }

    private void RequirePro(Subscription? subscription)
    {
        if (!ProRule.IsInForce(subscription, clock.GetUtcNow()))
        {
            throw new ApiException(ErrorCodes.ProRequired);
        }
    }

    private static void RequireOpen(int dayNumber, GetEnrollmentResponse enrollment)
    {
        if (dayNumber > enrollment.TotalDays)
        {
            throw new ApiException(ErrorCodes.DayLocked, $"The program has {enrollment.TotalDays} days.");
        }

        if (dayNumber > enrollment.CurrentDay)
        {
            throw new ApiException(ErrorCodes.DayLocked);
        }
    }
}
