using FocusSuite.Domain;
using FocusSuite.Hosting.Clock;
using GrpcTranscoding.Errors;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway.Web;

/// <summary>
/// Tells the web client the suite's time: <c>GET /app/clock</c>, with <c>{"now":"2026-03-10T12:00:00Z","scale":1}</c> in the answer. The
/// client's timers run by it, whatever the clock of the device says. In development the suite's time may run faster than real time.
/// </summary>
internal sealed class ClockAnswer(
    RequestDelegate next, [FromKeyedServices(Clocks.Suite)] TimeProvider suite, IOptions<ClockOptions> clock, ProblemResponder responder)
{
    private const string Path = "/app/clock";

    private static readonly Problem ReadOnly = Problems.MethodNotAllowed(["GET", "HEAD"]);

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Path != Path && request.Path != $"{Path}/")
        {
            return next(context);
        }

        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? context.Response.WriteAsJsonAsync(new Reading(suite.GetUtcNow().UtcDateTime, clock.Value.Scale), context.RequestAborted)
            : responder.RespondAsync(context, ReadOnly);
    }

    private sealed record Reading(DateTime Now, double Scale);
}
