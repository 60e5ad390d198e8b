using System.Diagnostics;

namespace FocusSuite.Gateway.Requests;

/// <summary>Gives each request an id that its answer and the services' logs carry: the caller's own, if it is a plausible one.</summary>
internal sealed class RequestIds(RequestDelegate next)
{
    public const string Header = "x-request-id";

    public Task InvokeAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header].ToString();
        var id = IsPlausible(given) ? given : Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("n");
        context.Request.Headers[Header] = id;
        context.Response.Headers[Header] = id;
        return next(context);
    }

    // It goes into logs, so nothing that could break a line or fill a disk.
    private static bool IsPlausible(string id) =>
        id.Length is > 0 and <= 128 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
