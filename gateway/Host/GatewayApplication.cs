using FocusSuite.Gateway.Admission;
using FocusSuite.Gateway.Clusters;
using FocusSuite.Gateway.Documentation;
using FocusSuite.Gateway.Errors;
using FocusSuite.Gateway.Health;
using FocusSuite.Gateway.Limits;
using FocusSuite.Gateway.Reflection;
using FocusSuite.Gateway.Requests;
using FocusSuite.Gateway.Rules;
using FocusSuite.Gateway.Security;
using FocusSuite.Gateway.Web;
using FocusSuite.Hosting.Clock;
using FocusSuite.Hosting.Telemetry;
using FocusSuite.Protocol.Overload;
using GrpcTranscoding;
using GrpcTranscoding.Errors;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace FocusSuite.Gateway;

/// <summary>The gateway: YARP in front of the five services, JSON by the rules of their protos.</summary>
public static class GatewayApplication
{
    // A connection that does not come to its point is given up. Kestrel's own bound is half a minute.
    private static readonly TimeSpan RequestHeadersTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds all that the gateway consists of.</summary>
    /// <param name="builder">The application's builder.</param>
    public static void AddFocusGateway(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.RequestHeadersTimeout = RequestHeadersTimeout;
        });
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        // Not YARP's own activities: most of them are its health checks, which begin a trace every few seconds.
        builder.AddTelemetry("gateway");
        builder.Services.AddPublicReflection();
        builder.AddProxy();
        builder.AddEdge();
        builder.Services.AddWebClient();
    }

    /// <summary>Puts the request pipeline together.</summary>
    /// <param name="app">The application.</param>
    public static void UseFocusGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseProblems();
        app.UseCors();
        app.UseRateLimiter();
        app.UseWebClient();
        app.UseMiddleware<GrpcWebText>();
        app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        app.UseGrpcTranscoding();
        app.MapHealth();
        app.MapDocumentation();
        app.MapPublicReflection();
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<Admission.Admission>();
            proxy.UseTranscodingRetries();
            proxy.UseSessionAffinity();
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
            proxy.Use((context, next) => app.Services.GetRequiredService<SilentDestinations>().WatchAsync(context, next));
        });
    }

    private static void AddProxy(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IProblemWriter, FocusProblemWriter>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddSingleton<Compartments>();
        builder.Services.AddSingleton<SilentDestinations>();
        builder.Services.AddSingleton<INameLookUp, SystemNameLookUp>();
        builder.Services.AddSingleton<IDestinationResolver, ReplicaLookUp>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddConfigFilter<ClusterHealth>()
            .AddGrpcTranscoding(SuiteRules.Apply);
        builder.Services.AddOptions<TranscodingOptions>().Configure<IOptions<GatewayOptions>>(SuiteRules.ApplyLimits);
    }

    private static void AddEdge(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureOptions<TrustedProxies>();
        builder.Services.ConfigureOptions<Browsers>();
        builder.Services.ConfigureOptions<RateLimits>();
        builder.Services.AddNamedClocks();
        builder.Services.AddOverloadProtection();
        builder.Services.AddCors();
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        builder.Services.AddSingleton<IResponseCompressionProvider, LargeAnswerCompression>();
    }
}
