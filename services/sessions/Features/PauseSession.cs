using FocusSuite.Protocol.Idempotency;
using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Stops the clock of a session.</summary>
internal sealed class PauseSession(SessionCommands commands)
{
    public async Task<PauseSessionResponse> HandleAsync(PauseSessionRequest request, ServerCallContext context)
    {
        var sessionId = SessionRequests.ReadSessionId(request.SessionId);
        var decision = await commands.RunAsync(sessionId, context, (session, operation) => session.Pause(operation));
        return new PauseSessionResponse
        {
            Success = true,
            Message = decision.State!.WasPausedAfterTheBell(context.RequestKey())
                ? "Session completed at its planned end"
                : "Session paused",
        };
    }
}
