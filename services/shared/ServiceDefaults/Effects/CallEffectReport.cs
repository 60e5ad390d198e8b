using FocusSuite.Messaging.Effects;
using FocusSuite.Protocol.Effects;
using FocusSuite.Protocol.Overload;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace FocusSuite.ServiceDefaults.Effects;

/// <summary>
/// The gRPC call in whose course an operation waits for its effects. The wait ends before the call's deadline, so that what was saved is
/// also answered; takes no place from calls that have something to do; and where it was in vain the answer says so.
/// </summary>
internal sealed class CallEffectReport(IHttpContextAccessor requests) : IEffectReport
{
    // What is left of a deadline for the way back.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);
    private const double ShareOfShortDeadline = 0.75;

    private ServerCallContext? Call => requests.HttpContext?.Features.Get<IServerCallContextFeature>()?.ServerCallContext;

    public TimeSpan? Begin()
    {
        if (Call is not { } call)
        {
            return null;
        }

        OverloadInterceptor.Leave(call);
        if (call.Deadline == DateTime.MaxValue)
        {
            return null;
        }

        var left = call.Deadline - DateTime.UtcNow;
        var (lessMargin, share) = (left - Margin, left * ShareOfShortDeadline);
        return lessMargin > share ? lessMargin : share;
    }

    public void End(bool visible)
    {
        if (!visible)
        {
            Call?.TellEffectsPending();
        }
    }
}
