using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Idempotency;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Distracting;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Starting;
using FocusSuite.Sessions.Timing;
using FocusSuite.Sessions.Viewing;
using FocusSuite.Sessions.Watching;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Sessions;

/// <summary>The focus timer over gRPC: reads requests, hands them to the features, says what came of it.</summary>
internal sealed class SessionsGrpcService(StartHandler starting, SessionCommands commands, SessionViews views, WatchHandler watching)
    : SessionsService.SessionsServiceBase
{
    public override async Task<StartSessionResponse> StartSession(StartSessionRequest request, ServerCallContext context)
    {
        var command = RequestReading.Read(request);
        var session = await starting.HandleAsync(command, context.Caller(), context.RequestKey(), context.CancellationToken);
        return new StartSessionResponse
        {
            SessionId = session.Id,
            StartedAt = session.StartedAt.ToTimestamp(),
            PlannedDurationSeconds = session.PlannedSeconds,

            // Of the start, not of now: a repeat is told what the first request was told.
            Status = Protos.Sessions.V1.SessionStatus.Active,
        };
    }

    public override Task<GetActiveSessionResponse> GetActiveSession(GetActiveSessionRequest request, ServerCallContext context) =>
        views.ActiveAsync(context.Caller().RequiredUserId, context.CancellationToken);

    public override Task WatchActiveSession(
        WatchActiveSessionRequest request, IServerStreamWriter<WatchActiveSessionResponse> responseStream, ServerCallContext context) =>
        watching.HandleAsync(responseStream, context);

    public override async Task<PauseSessionResponse> PauseSession(PauseSessionRequest request, ServerCallContext context)
    {
        var session = await RunAsync(RequestReading.ReadSessionId(request.SessionId), Pausing.Decide, context);
        return new PauseSessionResponse
        {
            Success = true,
            Message = Pausing.CameAfterTheBell(session, context.RequestKey()) ? "Session completed at its planned end" : "Session paused",
        };
    }

    public override async Task<ResumeSessionResponse> ResumeSession(ResumeSessionRequest request, ServerCallContext context)
    {
        await RunAsync(RequestReading.ReadSessionId(request.SessionId), Resuming.Decide, context);
        return new ResumeSessionResponse { Success = true, Message = "Session resumed" };
    }

    public override async Task<LogDistractionResponse> LogDistraction(LogDistractionRequest request, ServerCallContext context)
    {
        var (sessionId, note) = RequestReading.Read(request);
        var session = await RunAsync(sessionId, note.Decide, context);
        return new LogDistractionResponse { Success = true, DistractionCount = DistractionNote.CountFor(session, context.RequestKey()) };
    }

    public override async Task<CompleteSessionResponse> CompleteSession(CompleteSessionRequest request, ServerCallContext context)
    {
        var (sessionId, completion) = RequestReading.Read(request);
        var session = await RunAsync(sessionId, completion.Decide, context);
        return new CompleteSessionResponse
        {
            Completed = true,
            SessionId = session.Id,
            ActualDurationMinutes = session.ActualSeconds!.Value / 60,
            EndedAt = session.EndedAt!.Value.ToTimestamp(),
        };
    }

    public override async Task<CancelSessionResponse> CancelSession(CancelSessionRequest request, ServerCallContext context)
    {
        await RunAsync(RequestReading.ReadSessionId(request.SessionId), Cancellation.Decide, context);
        return new CancelSessionResponse { Success = true, Message = "Session canceled" };
    }

    public override Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context) => views.ListAsync(
        context.Caller().RequiredUserId, request.HasPageSize ? request.PageSize : null, request.PageToken, context.CancellationToken);

    private async Task<FocusSession> RunAsync(string sessionId, Func<FocusSession, Operation, Change> decide, ServerCallContext context)
    {
        var change = await commands.RunAsync(sessionId, context.Caller().RequiredUserId, context.RequestKey(), decide, context.CancellationToken);
        return change.Session;
    }
}
