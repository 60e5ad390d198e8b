using FocusSuite.Gateway.Web;

namespace FocusSuite.Gateway.Security;

/// <summary>Headers that keep browsers from making more of an answer than the data that it is.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    // No inline script or style, nothing from elsewhere, and no text becomes script but by the client's one policy.
    private const string ClientPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types focus";

    // What a timer needs: a screen that stays on, a small window, a large one.
    private const string ClientPermissions =
        "screen-wake-lock=(self), picture-in-picture=(self), fullscreen=(self), camera=(), microphone=(), geolocation=(), payment=(), "
        + "usb=(), accelerometer=(), display-capture=(), gyroscope=(), hid=(), magnetometer=(), midi=(), serial=()";

    public Task InvokeAsync(HttpContext context)
    {
        // Now: a request of the browser's session gets another path later.
        if (WebClient.IsBelow(context.Request.Path))
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ClientPolicy;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Permissions-Policy"] = ClientPermissions;
        }

        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            }

            // What a person is shown is that person's.
            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
