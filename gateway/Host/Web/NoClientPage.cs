using System.Net;

namespace FocusSuite.Gateway.Web;

/// <summary>What a browser is shown where the web client was not built. Nothing else misses it.</summary>
internal static class NoClientPage
{
    public static Task WriteAsync(HttpContext context, string folder)
    {
        // Where things lie on a server is nobody's business outside.
        var place = context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
            ? $"It would be in <code>{WebUtility.HtmlEncode(folder)}</code>."
            : "It would be in the folder that <code>Gateway:WebFolder</code> names, or in <code>web</code> beside the gateway's program.";
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><title>FocusSuite</title></head>
            <body>
            <h1>The web client is not built</h1>
            <p>{place}</p>
            <p>To get it, install Node.js with npm and run <code>./focus up</code> again, or run
            <code>npm ci &amp;&amp; npm run build</code> in <code>web/</code>.</p>
            <p>Everything else works: the API is described at <a href="/docs/">/docs/</a>.</p>
            </body>
            </html>

            """,
            context.RequestAborted);
    }
}
