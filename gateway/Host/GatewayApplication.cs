using FocusSuite.Gateway.Errors;
using FocusSuite.Gateway.Health;
using FocusSuite.Gateway.Requests;
using FocusSuite.Gateway.Rules;
using GrpcTranscoding;
using GrpcTranscoding.Errors;

namespace FocusSuite.Gateway;

/// <summary>The gateway: YARP in front of the five services, JSON by the rules of their protos.</summary>
public static class GatewayApplication
{
    /// <summary>Adds all that the gateway consists of.</summary>
    /// <param name="builder">The application's builder.</param>
    public static void AddFocusGateway(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<Microsoft.Extensions.Options.IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        builder.Services.AddSingleton<IProblemWriter, FocusProblemWriter>();
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
            .AddGrpcTranscoding(SuiteRules.Apply);
        builder.Services.AddOptions<TranscodingOptions>().Configure<Microsoft.Extensions.Options.IOptions<GatewayOptions>>(SuiteRules.ApplyLimits);
    }

    /// <summary>Puts the request pipeline together.</summary>
    /// <param name="app">The application.</param>
    public static void UseFocusGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<RequestIds>();
        app.UseProblems();
        app.UseGrpcTranscoding();
        app.MapHealth();
        app.MapReverseProxy();
    }
}
