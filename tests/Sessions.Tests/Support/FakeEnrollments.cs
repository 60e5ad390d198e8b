using FocusSuite.Protos.Enrollment.V1;
using Grpc.Core;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>Enrollment in memory: each enrollment that it is asked about is the same one.</summary>
internal sealed class FakeEnrollments : EnrollmentInternalService.EnrollmentInternalServiceClient
{
    public List<GetEnrollmentRequest> Asked { get; } = [];

    public StatusCode? Failure { get; set; }

    public GetEnrollmentResponse Answer { get; } = new()
    {
        EnrollmentId = 11,
        UserId = Some.UserId,
        ProgramId = 2,
        Status = EnrollmentStatus.InProgress,
        CurrentDay = 3,
        TotalDays = 14,
    };

    public override AsyncUnaryCall<GetEnrollmentResponse> GetEnrollmentAsync(
        GetEnrollmentRequest request, Metadata headers, DateTime? deadline, CancellationToken cancellationToken) =>
        GetEnrollmentAsync(request, new CallOptions(headers, deadline, cancellationToken));

    public override AsyncUnaryCall<GetEnrollmentResponse> GetEnrollmentAsync(GetEnrollmentRequest request, CallOptions options)
    {
        Asked.Add(request);
        var answer = Failure is { } code
            ? Task.FromException<GetEnrollmentResponse>(new RpcException(new Status(code, "No.")))
            : Task.FromResult(Answer);
        return new(answer, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }
}
