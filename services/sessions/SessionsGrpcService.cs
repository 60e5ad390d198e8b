using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Features;
using Grpc.Core;

namespace FocusSuite.Sessions;

/// <summary>The focus timer over gRPC: each method is a feature.</summary>
internal sealed class SessionsGrpcService(
    StartSession start,
    GetActiveSession getActive,
    WatchActiveSession watch,
    PauseSession pause,
    ResumeSession resume,
    LogDistraction logDistraction,
    CompleteSession complete,
    CancelSession cancel,
    LogSession log,
    CorrectSession correct,
    RemoveSession remove,
    ListSessions list) : SessionsService.SessionsServiceBase
{
    public override Task<StartSessionResponse> StartSession(StartSessionRequest request, ServerCallContext context) =>
        start.HandleAsync(request, context);

    public override Task<GetActiveSessionResponse> GetActiveSession(GetActiveSessionRequest request, ServerCallContext context) =>
        getActive.HandleAsync(request, context);

    public override Task WatchActiveSession(
        WatchActiveSessionRequest request, IServerStreamWriter<WatchActiveSessionResponse> responseStream, ServerCallContext context) =>
        watch.HandleAsync(responseStream, context);

    public override Task<PauseSessionResponse> PauseSession(PauseSessionRequest request, ServerCallContext context) =>
        pause.HandleAsync(request, context);

    public override Task<ResumeSessionResponse> ResumeSession(ResumeSessionRequest request, ServerCallContext context) =>
        resume.HandleAsync(request, context);

    public override Task<LogDistractionResponse> LogDistraction(LogDistractionRequest request, ServerCallContext context) =>
        logDistraction.HandleAsync(request, context);

    public override Task<CompleteSessionResponse> CompleteSession(CompleteSessionRequest request, ServerCallContext context) =>
        complete.HandleAsync(request, context);

    public override Task<CancelSessionResponse> CancelSession(CancelSessionRequest request, ServerCallContext context) =>
        cancel.HandleAsync(request, context);

    public override Task<LogSessionResponse> LogSession(LogSessionRequest request, ServerCallContext context) =>
        log.HandleAsync(request, context);

    public override Task<CorrectSessionResponse> CorrectSession(CorrectSessionRequest request, ServerCallContext context) =>
        correct.HandleAsync(request, context);

    public override Task<RemoveSessionResponse> RemoveSession(RemoveSessionRequest request, ServerCallContext context) =>
        remove.HandleAsync(request, context);

    public override Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context) =>
        list.HandleAsync(request, context);
}
