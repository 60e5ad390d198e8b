using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Enrollment;

/// <summary>What the other services ask.</summary>
internal sealed class EnrollmentInternalGrpcService(EnrollmentStore store, ICatalog catalog) : EnrollmentInternalService.EnrollmentInternalServiceBase
{
    public override async Task<GetEnrollmentResponse> GetEnrollment(GetEnrollmentRequest request, ServerCallContext context)
    {
        // A service that speaks for a person sees that person's enrollments only; one that works by itself sees all.
        var enrollment = await store.FindAsync(request.EnrollmentId, context.Caller().UserId, context.CancellationToken)
            ?? throw new ApiException(ErrorCodes.NotFound);
        return new GetEnrollmentResponse
        {
            EnrollmentId = enrollment.Id,
            UserId = enrollment.UserId,
            ProgramId = enrollment.ProgramId,
            Status = enrollment.Status,
            CurrentDay = enrollment.CurrentDay,
            TotalDays = enrollment.TotalDays,
            IsProOnly = await catalog.IsProOnlyAsync(enrollment, context.CancellationToken),
            AbandonedAt = enrollment.AbandonedAt?.ToTimestamp(),
            CompletedAt = enrollment.CompletedAt?.ToTimestamp(),
        };
    }
}
