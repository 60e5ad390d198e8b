using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Persistence;
using Grpc.Core;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// The session that a person is in. An overdue one is shown as it will be saved, that is as none; a read itself saves nothing.
/// </summary>
internal sealed class GetActiveSession(SessionStore store, TimeProvider clock)
{
    public async Task<GetActiveSessionResponse> HandleAsync(GetActiveSessionRequest request, ServerCallContext context)
    {
        var live = await store.FindLiveAsync(context.Caller().RequiredUserId, context.CancellationToken);
        var now = clock.GetUtcNow();
        return new GetActiveSessionResponse
        {
            ActiveSession = live is not null && live.AsOf(now).IsLive ? SessionMessages.ToActiveSession(live, now) : null,
        };
    }
}
