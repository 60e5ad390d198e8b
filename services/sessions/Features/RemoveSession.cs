using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Removes a completed session; the answer comes when day, program and list show it.</summary>
internal sealed class RemoveSession(SessionCommands commands)
{
    public async Task<RemoveSessionResponse> HandleAsync(RemoveSessionRequest request, ServerCallContext context)
    {
        var sessionId = SessionRequests.ReadSessionId(request.SessionId);
        await commands.CorrectAsync(sessionId, context, (session, operation) => session.Remove(operation));
        return new RemoveSessionResponse { Success = true };
    }
}
