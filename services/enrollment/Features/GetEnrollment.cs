using FocusSuite.Enrollment.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Enrollment.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>An enrollment as the other services see it.</summary>
internal sealed class GetEnrollment(EnrollmentStore store, ProAccess pro)
{
    public async Task<GetEnrollmentResponse> HandleAsync(GetEnrollmentRequest request, ServerCallContext context)
    {
        // A service that speaks for a user sees that user's enrollments only; one that works by itself sees all, and finds one faster
        // where it knows whose it is.
        var userId = context.Caller().UserId ?? (request.HasUserId ? request.UserId : null);
        var enrollment = await store.FindAsync(request.EnrollmentId, userId, context.CancellationToken)
            ?? throw new ApiException(ErrorCodes.NotFound);
        return new GetEnrollmentResponse
        {
            EnrollmentId = enrollment.Id,
            UserId = enrollment.UserId,
            ProgramId = enrollment.ProgramId,
            ProgramVersion = enrollment.ProgramVersion,
            Status = enrollment.Status.ToMessage(),
            CurrentDay = enrollment.CurrentDay,
            TotalDays = enrollment.TotalDays,
            IsProOnly = await pro.IsProOnlyAsync(enrollment, context.CancellationToken),
            AbandonedAt = enrollment.AbandonedAt?.ToTimestamp(),
            CompletedAt = enrollment.CompletedAt?.ToTimestamp(),
        };
    }
}
