using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Hosting.Telemetry;

/// <summary>
/// Metrics for Prometheus at <c>/metrics</c>, on a listener of their own that serves nothing else and that nothing else serves: where
/// <c>Kestrel:Endpoints:Metrics:Url</c> is set, e.g. to <c>http://127.0.0.1:9464</c>; else there is none.
/// </summary>
/// <remarks>
/// What tells the two kinds of requests apart is the connection that they come by. A host name or a path is the caller's word, and a
/// service speaks HTTP/2 only, which Prometheus does not.
/// </remarks>
public static class MetricsListener
{
    /// <summary>The name of the endpoint in Kestrel's configuration.</summary>
    public const string Endpoint = "Metrics";

    /// <summary>Where the metrics are on that listener.</summary>
    public const string Path = "/metrics";

    internal static bool HasMetricsListener(this IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration[$"Kestrel:Endpoints:{Endpoint}:Url"]);

    /// <summary>Whether a request comes by the listener for metrics.</summary>
    internal static bool IsForMetrics(this HttpContext context) => context.Features.Get<Mark>() is not null;

    internal static void MarkMetricsListener(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigurationLoader?.Endpoint(Endpoint, endpoint =>
        {
            endpoint.ListenOptions.Protocols = HttpProtocols.Http1;
            endpoint.ListenOptions.Use(next => connection =>
            {
                connection.Features.Set(Mark.Instance);
                return next(connection);
            });
        }));

        // In front of all else that the application does with a request.
        builder.Services.AddTransient<IStartupFilter, Branch>();
    }

    private sealed class Mark
    {
        public static Mark Instance { get; } = new();
    }

    private sealed class Branch : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.MapWhen(IsForMetrics, metrics =>
            {
                metrics.Use((context, rest) =>
                {
                    // Whoever looks at the traffic does not want to see who looks.
                    context.Features.Get<IHttpMetricsTagsFeature>()?.MetricsDisabled = true;
                    return rest(context);
                });
                metrics.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == Path);
                metrics.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                });
            });
            next(app);
        };
    }
}
