namespace FocusSuite.Gateway.Web;

/// <summary>
/// Tells requests of the client's own page from those that another site may have caused (CSRF). The cookie's SameSite is the first bound;
/// this one also holds against other hosts of the same site, and for a login, which takes no cookie.
/// </summary>
internal static class SameOrigin
{
    private const string ClientHeader = "Focus-Client";
    private const string Client = "web";

    /// <summary>
    /// Whether the client's page made the request: it carries the client's header, which no form can set, and no foreign script without
    /// the browser asking first; and the browser does not say otherwise. What it says of the site counts before the origin. Whoever sends
    /// neither is no browser of today, and has no cookies of a victim.
    /// </summary>
    public static bool Is(HttpRequest request) => request.Headers[ClientHeader] == Client && !IsForeign(request);

    private static bool IsForeign(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
        {
            return site != "same-origin";
        }

        var origin = request.Headers.Origin;
        return origin.Count > 0 && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
