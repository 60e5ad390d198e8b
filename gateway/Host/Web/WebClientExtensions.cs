namespace FocusSuite.Gateway.Web;

internal static class WebClientExtensions
{
    /// <summary>Adds what serves the web client and keeps its sessions.</summary>
    public static void AddWebClient(this IServiceCollection services)
    {
        services.AddSingleton<WebFiles>();
        services.AddSingleton<FileTags>();
    }

    /// <summary>
    /// Serves the web client and its sessions. Belongs behind the rate limits, which count these requests as all others, and in front of
    /// the transcoder, which answers what a session asks of identity.
    /// </summary>
    public static void UseWebClient(this IApplicationBuilder app)
    {
        app.UseMiddleware<ClockAnswer>();
        app.UseMiddleware<BrowserSession>();
        app.UseMiddleware<WebClient>();
    }
}
