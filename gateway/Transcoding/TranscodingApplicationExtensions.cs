using GrpcTranscoding.Binding;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GrpcTranscoding;

/// <summary>Puts the transcoder into the request pipeline.</summary>
public static class TranscodingApplicationExtensions
{
    /// <summary>Gives every error of the pipeline behind it the one shape. Belongs at its start.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();

    /// <summary>Answers JSON requests by gRPC. Belongs in front of the endpoints, with <c>MapReverseProxy()</c> among them.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The application.</returns>
    /// <exception cref="InvalidOperationException">The <c>google.api.http</c> rules are not usable; the message lists every
    /// fault.</exception>
    public static IApplicationBuilder UseGrpcTranscoding(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // Made here, so that a fault stops the start and not the first request.
        var routes = app.ApplicationServices.GetRequiredService<RouteTable>();
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<RouteTable>();
        RouteReport.Write(routes, app.ApplicationServices.GetRequiredService<TranscodingOptions>(), logger);
        return app.UseWebSockets().UseMiddleware<TranscodingMiddleware>();
    }

    /// <summary>
    /// Tries calls again on another destination. Belongs at the start of YARP's own pipeline, in front of load balancing.
    /// </summary>
    /// <param name="proxy">The pipeline of <c>MapReverseProxy</c>.</param>
    /// <returns>The pipeline.</returns>
    public static IReverseProxyApplicationBuilder UseTranscodingRetries(this IReverseProxyApplicationBuilder proxy)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        proxy.UseMiddleware<RetryMiddleware>();
        return proxy;
    }
}
