using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Ends a session without credit.</summary>
internal sealed class CancelSession(SessionCommands commands)
{
    public async Task<CancelSessionResponse> HandleAsync(CancelSessionRequest request, ServerCallContext context)
    {
        var sessionId = SessionRequests.ReadSessionId(request.SessionId);
        await commands.RunAsync(sessionId, context, (session, operation) => session.Cancel(operation));
        return new CancelSessionResponse { Success = true, Message = "Session canceled" };
    }
}
