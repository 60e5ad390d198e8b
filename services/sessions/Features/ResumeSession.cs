using FocusSuite.Protos.Sessions.V1;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Lets the clock of a session run on.</summary>
internal sealed class ResumeSession(SessionCommands commands)
{
    public async Task<ResumeSessionResponse> HandleAsync(ResumeSessionRequest request, ServerCallContext context)
    {
        var sessionId = SessionRequests.ReadSessionId(request.SessionId);
        await commands.RunAsync(sessionId, context, (session, operation) => session.Resume(operation));
        return new ResumeSessionResponse { Success = true, Message = "Session resumed" };
    }
}
