using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Idempotency;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Lets the clock of a session run on.</summary>
internal sealed class ResumeSession(SessionCommands commands)
{
    public async Task<ResumeSessionResponse> HandleAsync(ResumeSessionRequest request, ServerCallContext context)
    {
        var sessionId = SessionRequests.ReadSessionId(request.SessionId);
        var (userId, key) = (context.Caller().RequiredUserId, context.RequestKey());
        await commands.RunAsync(sessionId, userId, key, (session, operation) => session.Resume(operation), context.CancellationToken);
        return new ResumeSessionResponse { Success = true, Message = "Session resumed" };
    }
}
