using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Events;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.TestSupport.Hosting;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Progress.Tests.Support;

/// <summary>A signed-in user with one enrollment (of the same number), and what can be done in it.</summary>
internal sealed class TestUser(Installation installation, ServiceHost host, long number, string token)
{
    public long Id => number;

    public ProgressService.ProgressServiceClient Client { get; } = new(host.Channel);

    public ProgressInternalService.ProgressInternalServiceClient Internal { get; } = new(host.Channel);

    public GetEnrollmentResponse Enrollment => installation.Peers.Known[number];

    public Metadata Headers(string? key = null)
    {
        var headers = new Metadata { { "authorization", $"Bearer {token}" } };
        if (key is not null)
        {
            headers.Add("idempotency-key", key);
        }

        return headers;
    }

    public Metadata ByService() => TestServiceKey.Headers("enrollment", token);

    public async Task<UpdateTaskResponse> MarkAsync(int task, bool isCompleted = true, int day = 1, string? key = null) =>
        await Client.UpdateTaskAsync(
        new UpdateTaskRequest { EnrollmentId = Id, DayNumber = day, TaskIndex = task, IsCompleted = isCompleted }, Headers(key));

    public async Task<AddReflectionResponse> ReflectAsync(string answer = "Because.", int day = 1, string? key = null) =>
        await Client.AddReflectionAsync(
        new AddReflectionRequest { EnrollmentId = Id, DayNumber = day, Question = "Why?", Answer = answer }, Headers(key));

    public async Task<UpdateReflectionResponse> CorrectAsync(int number, string answer, int day = 1, string? key = null) =>
        await Client.UpdateReflectionAsync(
        new UpdateReflectionRequest { EnrollmentId = Id, DayNumber = day, ReflectionNumber = number, Answer = answer }, Headers(key));

    public async Task<DeleteReflectionResponse> DeleteAsync(int number, int day = 1, string? key = null) =>
        await Client.DeleteReflectionAsync(
        new DeleteReflectionRequest { EnrollmentId = Id, DayNumber = day, ReflectionNumber = number }, Headers(key));

    /// <summary>Does all that completes a day.</summary>
    public async Task CompleteAsync(int day)
    {
        for (var task = 0; task < 3; task++)
        {
            await MarkAsync(task, day: day);
        }

        await DeliverAsync(Session($"day {day}", day: day));
        await ReflectAsync(day: day);
    }

    /// <summary>Rates day 1 of the enrollment, which the request need not name.</summary>
    public async Task<RateDayResponse> RateAsync(RateDayRequest request, string? key = null)
    {
        (request.EnrollmentId, request.DayNumber) = (Id, 1);
        return await Client.RateDayAsync(request, Headers(key));
    }

    public async Task<GetDayResponse> DayAsync(int day = 1) =>
        await Client.GetDayAsync(new GetDayRequest { EnrollmentId = Id, DayNumber = day }, Headers());

    public async Task<GetWeeklyReviewResponse> WeekAsync(int week) =>
        await Client.GetWeeklyReviewAsync(new GetWeeklyReviewRequest { EnrollmentId = Id, WeekNumber = week }, Headers());

    public async Task<GetOverviewResponse> OverviewAsync(int day = 1) =>
        await Internal.GetOverviewAsync(new GetOverviewRequest { EnrollmentId = Id, DayNumber = day }, ByService());

    public SessionCompleted Session(string id, int seconds = 1500, int day = 1, DateOnly? date = null, long program = Some.Program) => new()
    {
        OccurredAt = ProgressFixture.Now,
        UserId = Id,
        CorrelationId = Guid.CreateVersion7(),
        SessionId = $"{Id}-{id}",
        EnrollmentId = Id,
        ProgramId = program,
        DayNumber = day,
        CreditedSeconds = seconds,
        EndedAt = ProgressFixture.Now.AddMinutes(-1),
        LocalDate = date ?? DateOnly.FromDateTime(ProgressFixture.Now.Date),
    };

    /// <summary>What the user says of a session afterwards.</summary>
    public SessionCorrected Correction(SessionCompleted session, int seconds, int revision = 1) => new()
    {
        OccurredAt = ProgressFixture.Now,
        UserId = Id,
        CorrelationId = Guid.CreateVersion7(),
        SessionId = session.SessionId,
        EnrollmentId = Id,
        ProgramId = session.ProgramId,
        DayNumber = session.DayNumber,
        Revision = revision,
        CreditedSeconds = seconds,
        IsRemoved = seconds == 0,
        CreditedUntil = session.EndedAt,
        LocalDate = session.LocalDate,
    };

    /// <summary>Delivers events to the service's own handlers, as the broker would: again after a fault that passes.</summary>
    public Task DeliverAsync(SessionCompleted completed) =>
        HandleAsync<SessionCompletedHandler>(handler => handler.HandleAsync(completed, default));

    public Task DeliverAsync(SessionCorrected corrected) =>
        HandleAsync<SessionCorrectedHandler>(handler => handler.HandleAsync(corrected, default));

    public Task DeliverAsync(ProgramAdvanced advanced) =>
        HandleAsync<ProgramAdvancedHandler>(handler => handler.HandleAsync(advanced, default));

    /// <summary>Credits a session to its day and dies before the totals have it.</summary>
    public Task CreditOnlyAsync(SessionCompleted completed) => HandleAsync<SessionCompletedHandler>(async handler =>
        await handler.CreditAsync(completed, await handler.AskAsync(completed, default), default));

    public async Task HandleAsync<THandler>(Func<THandler, Task> handle)
        where THandler : notnull
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = host.Services.CreateAsyncScope();
                await handle(scope.ServiceProvider.GetRequiredService<THandler>());
                return;
            }
            catch (Exception exception) when (attempt < 10 && TransientFaults.Is(exception))
            {
                await Task.Yield();
            }
        }
    }
}
