using System.Globalization;
using FocusSuite.Gateway.Rules;
using FocusSuite.ServiceDefaults.Overload;

namespace FocusSuite.Gateway.Limits;

/// <summary>
/// Answers 503 to what the suite could answer only late. It stands where requests are about to be forwarded: what the gateway answers itself, among it
/// its own health, is never refused. Streams last as long as their readers take, and are bounded a person by the service.
/// </summary>
internal sealed class LoadShedding(RequestDelegate next, AdaptiveConcurrency concurrency, StreamedMethods streams)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (streams.Contains(context.GetReverseProxyFeature().Route.Config.RouteId))
        {
            await next(context);
            return;
        }

        if (!concurrency.TryEnter(out var call))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfter.Draw().TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return;
        }

        using (call)
        {
            await next(context);
        }
    }
}
