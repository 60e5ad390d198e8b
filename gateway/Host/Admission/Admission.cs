using System.Globalization;
using FocusSuite.Protocol.Overload;

namespace FocusSuite.Gateway.Admission;

/// <summary>
/// Lets a call through to its service, by whatever door it came: JSON, gRPC-Web, native gRPC, a stream. In order:
/// 1. Ahead of it, calls are bounded by address and by caller (<see cref="Limits.RateLimits"/>), and the whole request is read within
/// bounds of size and time    (the transcoder, for every door). So a call that stands here has nothing left to say.
/// 2. Destinations that take calls and say nothing are left out; where none is left, the call is refused.
/// 3. The call takes one of the places of its part of the suite (<see cref="Compartments"/>), or is refused: what is slow takes its own
/// places only.
/// 4. Behind it, the forwarder ends the call at its deadline, the smaller of the caller's and ours. What is refused is told so at once,
/// with 503 and when to come back. Streams take no place: they last as long as their readers take, and are bounded a person by the service,
/// and an address here.
/// </summary>
internal sealed class Admission(RequestDelegate next, Compartments compartments, SilentDestinations silent)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        if (!silent.LeaveOut(proxy))
        {
            Refuse(context);
            return;
        }

        var route = proxy.Route.Config;
        if (compartments.IsStream(route.RouteId))
        {
            await next(context);
            return;
        }

        if (!compartments.PlacesOf(route).TryEnter(out var call))
        {
            Refuse(context);
            return;
        }

        using (call)
        {
            // A native answer goes to its client as it comes. How long the client takes for it is not the service's time, and takes
            // nobody's place.
            if (Doors.IsNative(context.Request))
            {
                context.Response.OnStarting(static state =>
                {
                    ((IDisposable)state).Dispose();
                    return Task.CompletedTask;
                }, call);
            }

            await next(context);
        }
    }

    private static void Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetryAfter.Draw().TotalSeconds.ToString(CultureInfo.InvariantCulture);
    }
}
