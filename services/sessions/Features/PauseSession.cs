using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Idempotency;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Stops the clock of a session.</summary>
internal sealed class PauseSession(SessionCommands commands)
{
    public async Task<PauseSessionResponse> HandleAsync(PauseSessionRequest request, ServerCallContext context)
    {
        var sessionId = SessionRequests.ReadSessionId(request.SessionId);
        var (userId, key) = (context.Caller().RequiredUserId, context.RequestKey());
        var decision = await commands.RunAsync(sessionId, userId, key, (session, operation) => session.Pause(operation), context.CancellationToken);
        return new PauseSessionResponse
        {
            Success = true,
            Message = decision.State!.WasPausedAfterTheBell(key) ? "Session completed at its planned end" : "Session paused",
        };
    }
}
