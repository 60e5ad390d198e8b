using System.Runtime.CompilerServices;
using FocusSuite.Domain;
using FocusSuite.Protocol.Overload;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace FocusSuite.Gateway.Admission;

/// <summary>
/// The destinations that take calls and say nothing. Health looks at a destination every few seconds; this looks at what its calls get.
/// </summary>
internal sealed class SilentDestinations(Compartments compartments, [FromKeyedServices(Clocks.Real)] TimeProvider time)
{
    private readonly ConditionalWeakTable<DestinationState, SilenceBreaker> _breakers = [];

    /// <summary>Leaves those out to which a call may not go now.</summary>
    /// <returns>False when none is left.</returns>
    public bool LeaveOut(IReverseProxyFeature proxy)
    {
        var available = proxy.AvailableDestinations;
        if (!available.Any(destination => BreakerOf(destination).IsSilent))
        {
            return true;
        }

        // Those that speak, if there are any: only then is nobody's time spent on finding out whether the others do again, which health
        // does, too.
        var left = available.Where(destination => !BreakerOf(destination).IsSilent).ToList();
        if (left.Count == 0)
        {
            left = available.Where(destination => BreakerOf(destination).Admits()).ToList();
        }

        proxy.AvailableDestinations = left;
        return left.Count > 0;
    }

    /// <summary>
    /// Watches one try of a call, to the destination that was chosen for it. A native call and a stream are answered when their answer
    /// begins: how long it takes from there says nothing of the destination.
    /// </summary>
    public async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetReverseProxyFeature().AvailableDestinations is not [var destination])
        {
            await next(context);
            return;
        }

        var routeId = context.GetReverseProxyFeature().Route.Config.RouteId;
        var call = BreakerOf(destination).Begin(mayWait: compartments.MayWait(routeId));
        var wasAnswered = false;
        if (Doors.IsNative(context.Request) || compartments.IsStream(routeId))
        {
            context.Response.OnStarting(static state =>
            {
                ((SilenceBreaker.Call)state).End(wasAnswered: true);
                return Task.CompletedTask;
            }, call);
        }

        try
        {
            await next(context);
            wasAnswered = context.GetForwarderErrorFeature()
                ?.Error is not (ForwarderError.RequestTimedOut or ForwarderError.RequestCanceled);
        }
        finally
        {
            call.End(wasAnswered);
        }
    }

    private SilenceBreaker BreakerOf(DestinationState destination) => _breakers.GetValue(destination, _ => new SilenceBreaker(time));
}
