namespace FocusSuite.Gateway.Web;

/// <summary>The cookie that holds a browser's refresh token: out of reach for script, and sent to the session's four routes only.</summary>
internal static class SessionCookie
{
    /// <summary>Below it are the routes that get the cookie.</summary>
    public const string Path = "/app/session";

    private const string Name = "focus_refresh";

    // As long as identity takes the token.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(15);

    /// <summary>The token that the browser sent, or null.</summary>
    public static string? TokenOf(HttpRequest request) => request.Cookies[Name] is { Length: > 0 } token ? token : null;

    /// <summary>Gives the browser a token to keep.</summary>
    public static void Keep(HttpContext context, string token) =>
        context.Response.Cookies.Append(Name, token, OptionsOf(context, Lifetime));

    /// <summary>Takes the browser's token away.</summary>
    public static void Delete(HttpContext context) => context.Response.Cookies.Append(Name, "", OptionsOf(context, TimeSpan.Zero));

    private static CookieOptions OptionsOf(HttpContext context, TimeSpan maxAge) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = Path,
        MaxAge = maxAge,
        // The scheme as trusted proxies tell it. Over plain http, on a developer's machine, a browser would drop a secure cookie.
        Secure = context.Request.IsHttps,
        IsEssential = true,
    };
}
