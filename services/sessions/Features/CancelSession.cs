using FocusSuite.Protos.Sessions.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Idempotency;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>Ends a session without credit.</summary>
internal sealed class CancelSession(SessionCommands commands)
{
    public async Task<CancelSessionResponse> HandleAsync(CancelSessionRequest request, ServerCallContext context)
    {
        var sessionId = SessionRequests.ReadSessionId(request.SessionId);
        var (userId, key) = (context.Caller().RequiredUserId, context.RequestKey());
        await commands.RunAsync(sessionId, userId, key, (session, operation) => session.Cancel(operation), context.CancellationToken);
        return new CancelSessionResponse { Success = true, Message = "Session canceled" };
    }
}
