using FocusSuite.Enrollment.Persistence;
using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>Who ever enrolled, for another service that goes through all users.</summary>
internal sealed class ListUsers(EnrollmentStore store)
{
    private const int PageSize = 1_000;

    public async Task<ListUsersResponse> HandleAsync(ListUsersRequest request, ServerCallContext context) =>
        new() { UserIds = { await store.ListUsersAsync(request.AfterUserId, PageSize, context.CancellationToken) } };
}
