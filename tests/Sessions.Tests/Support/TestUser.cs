using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace FocusSuite.Sessions.Tests.Support;

/// <summary>Somebody who uses the service; calls go to its replicas in turn.</summary>
internal sealed class TestUser(long userId, GetEnrollmentResponse enrollment, string token, IReadOnlyList<GrpcChannel> replicas)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private int _calls;

    public long UserId => userId;

    /// <summary>The user's enrollment, as the fake peer tells it: a test may change it.</summary>
    public GetEnrollmentResponse Enrollment => enrollment;

    public async Task<StartSessionResponse> StartAsync(
        string? key = null, int minutes = 25, int day = 3, string? task = null, long? enrollmentId = null)
    {
        var request = new StartSessionRequest
        {
            EnrollmentId = enrollmentId ?? Enrollment.EnrollmentId,
            DayNumber = day,
            DurationMinutes = minutes,
        };
        if (task is not null)
        {
            request.TaskDescription = task;
        }

        return await Client.StartSessionAsync(request, Options(key));
    }

    public async Task<ActiveSession?> ActiveAsync() =>
        (await Client.GetActiveSessionAsync(new GetActiveSessionRequest(), Options())).ActiveSession;

    public async Task<PauseSessionResponse> PauseAsync(string id, string? key = null) =>
        await Client.PauseSessionAsync(new PauseSessionRequest { SessionId = id }, Options(key));

    public async Task<ResumeSessionResponse> ResumeAsync(string id, string? key = null) =>
        await Client.ResumeSessionAsync(new ResumeSessionRequest { SessionId = id }, Options(key));

    public async Task<int> DistractAsync(string id, string note, string? key = null) =>
        (await Client.LogDistractionAsync(new LogDistractionRequest { SessionId = id, DistractionNote = note }, Options(key)))
            .DistractionCount;

    public async Task<int> DistractAsync(LogDistractionRequest request) =>
        (await Client.LogDistractionAsync(request, Options())).DistractionCount;

    public async Task<CompleteSessionResponse> CompleteAsync(string id, int? rating = null, string? notes = null, string? key = null)
    {
        var request = new CompleteSessionRequest { SessionId = id };
        if (rating is { } given)
        {
            request.ProductivityRating = given;
        }

        if (notes is not null)
        {
            request.Notes = notes;
        }

        return await Client.CompleteSessionAsync(request, Options(key));
    }

    public async Task<CancelSessionResponse> CancelAsync(string id, string? key = null) =>
        await Client.CancelSessionAsync(new CancelSessionRequest { SessionId = id }, Options(key));

    public async Task<SessionRecord> LogAsync(DateTimeOffset startedAt, int minutes = 25, int day = 3, string? key = null) =>
        (await Client.LogSessionAsync(
            new LogSessionRequest
            {
                EnrollmentId = Enrollment.EnrollmentId,
                DayNumber = day,
                StartedAt = startedAt.ToTimestamp(),
                DurationMinutes = minutes,
            },
            Options(key))).Session;

    public async Task<SessionRecord> CorrectAsync(string id, int? minutes = null, string? notes = null, string? key = null)
    {
        var request = new CorrectSessionRequest { SessionId = id };
        if (minutes is { } given)
        {
            request.CreditedMinutes = given;
        }

        if (notes is not null)
        {
            request.Notes = notes;
        }

        return (await Client.CorrectSessionAsync(request, Options(key))).Session;
    }

    public async Task<RemoveSessionResponse> RemoveAsync(string id, string? key = null) =>
        await Client.RemoveSessionAsync(new RemoveSessionRequest { SessionId = id }, Options(key));

    public async Task<ListSessionsResponse> ListAsync(int? pageSize = null, string? pageToken = null)
    {
        var request = new ListSessionsRequest { PageToken = pageToken ?? string.Empty };
        if (pageSize is { } given)
        {
            request.PageSize = given;
        }

        return await Client.ListSessionsAsync(request, Options());
    }

    private SessionsService.SessionsServiceClient Client => new(replicas[Interlocked.Increment(ref _calls) % replicas.Count]);

    private CallOptions Options(string? key = null)
    {
        var headers = new Metadata { { "authorization", $"Bearer {token}" } };
        if (key is not null)
        {
            headers.Add(RequestKeys.Header, key);
        }

        return new CallOptions(headers, DateTime.UtcNow + Bound);
    }
}
