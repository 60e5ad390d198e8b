using FocusSuite.Enrollment.Events;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Enrollment.Tests.Support;

/// <summary>A user with an access token, and what happened to them.</summary>
public sealed class TestUser(EnrollmentHost host, long id)
{
    private readonly string _token = host.Authority.CreateToken(id);

    public long Id => id;

    public EnrollmentService.EnrollmentServiceClient Client { get; } = new(host.Service.Channel);

    public Metadata Headers => new() { { "authorization", $"Bearer {_token}" } };

    public string Token => _token;

    /// <summary>The events about this user of one kind.</summary>
    public IReadOnlyList<TEvent> Events<TEvent>()
        where TEvent : FocusEvent => [.. host.Relay.Events<TEvent>().Where(happened => happened.UserId == id)];

    public Metadata HeadersWithKey(string key)
    {
        var headers = Headers;
        headers.Add("idempotency-key", key);
        return headers;
    }

    public void Subscribe(SubscriptionStatus status = SubscriptionStatus.Active) =>
        host.Peers.Subscriptions[id] = new Subscription { Plan = Plan.ProMonthly, Status = status };

    public AsyncUnaryCall<EnrollResponse> Enroll(long program = 1, string? key = null) =>
        Client.EnrollAsync(new EnrollRequest { ProgramId = program }, key is null ? Headers : HeadersWithKey(key));

    public AsyncUnaryCall<StartProgramResponse> Start(long enrollment, string? key = null) =>
        Client.StartProgramAsync(new StartProgramRequest { EnrollmentId = enrollment }, key is null ? Headers : HeadersWithKey(key));

    public AsyncUnaryCall<PauseProgramResponse> Pause(long enrollment, string? key = null) =>
        Client.PauseProgramAsync(new PauseProgramRequest { EnrollmentId = enrollment }, key is null ? Headers : HeadersWithKey(key));

    public AsyncUnaryCall<ResumeProgramResponse> Resume(long enrollment, string? key = null) =>
        Client.ResumeProgramAsync(new ResumeProgramRequest { EnrollmentId = enrollment }, key is null ? Headers : HeadersWithKey(key));

    public AsyncUnaryCall<AbandonProgramResponse> Abandon(long enrollment, string? key = null) =>
        Client.AbandonProgramAsync(new AbandonProgramRequest { EnrollmentId = enrollment }, key is null ? Headers : HeadersWithKey(key));

    public AsyncUnaryCall<GetProgramResponse> Details(long enrollment) =>
        Client.GetProgramAsync(new GetProgramRequest { EnrollmentId = enrollment }, Headers);

    /// <summary>The enrollment as other services see it on this user's behalf.</summary>
    public AsyncUnaryCall<GetEnrollmentResponse> SeenByServices(long enrollment) =>
        new EnrollmentInternalService.EnrollmentInternalServiceClient(host.Service.Channel)
        .GetEnrollmentAsync(new GetEnrollmentRequest { EnrollmentId = enrollment }, TestServiceKey.Headers("sessions", _token));

    public AsyncUnaryCall<ListHistoryResponse> History(ListHistoryRequest request) => Client.ListHistoryAsync(request, Headers);

    public async Task<IReadOnlyList<ProgramListing>> ListAsync() =>
        (await Client.ListProgramsAsync(new ListProgramsRequest(), Headers)).Programs;

    public async Task<ProgramListing> ListedAsync(long program) => (await ListAsync()).Single(listing => listing.Id == program);

    public async Task<long> EnrollAsync(long program = 1) => (await Enroll(program)).EnrollmentId;

    public async Task<long> EnrollAndStartAsync(long program = 1)
    {
        var enrollment = await EnrollAsync(program);
        await Start(enrollment);
        return enrollment;
    }

    /// <summary>Delivers the event that a day became complete, as the broker does: in a scope of its own.</summary>
    public Task<DayEvaluated> CompleteDayAsync(long enrollment, int day) => DeliverAsync(new DayEvaluated
    {
        OccurredAt = DateTimeOffset.UtcNow,
        UserId = id,
        CorrelationId = Guid.CreateVersion7(),
        EnrollmentId = enrollment,
        ProgramId = 1,
        DayNumber = day,
        CompletedAt = Some.Now.AddMinutes(day),
    });

    public async Task<DayEvaluated> DeliverAsync(DayEvaluated evaluated)
    {
        while (true)
        {
            await using var scope = host.Service.Services.CreateAsyncScope();
            try
            {
                await scope.ServiceProvider.GetRequiredService<DayEvaluatedHandler>().HandleAsync(evaluated, CancellationToken.None);
                return evaluated;
            }
            catch (Exception exception) when (TransientFaults.Is(exception))
            {
                // The broker delivers again what failed by a lost race.
            }
        }
    }

    /// <summary>Forgets the recorded answer of a request, as if its process had died between the effect and the record.</summary>
    public Task ForgetAnswerAsync(string key) =>
        host.Database.ExecuteAsync($"DELETE FROM idempotency WHERE user_id = {id} AND key = '{key}'");
}
