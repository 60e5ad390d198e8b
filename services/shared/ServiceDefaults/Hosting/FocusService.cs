using FocusSuite.Hosting.Clock;
using FocusSuite.Hosting.Draining;
using FocusSuite.Hosting.Migrating;
using FocusSuite.Hosting.Telemetry;
using FocusSuite.Hosting.Warming;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Effects;
using FocusSuite.Protocol.Overload;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Effects;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Idempotency;
using FocusSuite.ServiceDefaults.Revocation;
using FocusSuite.ServiceDefaults.Warming;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FocusSuite.ServiceDefaults.Hosting;

/// <summary>What every service of the suite has in common.</summary>
public static class FocusService
{
    /// <summary>The name by which the health service tells of this process alone.</summary>
    public const string Live = "live";

    private const string Self = "self";

    private const string HealthChecksCategory = "Microsoft.Extensions.Diagnostics.HealthChecks";

    // By this the host knows that it need not add its own.
    private const string AuthenticationIsSet = "__AuthenticationMiddlewareSet";

    // One bound at every door: the gateway takes bodies of 64 KiB, and nothing that is asked between services is larger.
    private const int MaxRequestBytes = 64 * 1024;

    // A program with its days.
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>
    /// The clocks, telemetry, overload protection, access checks, errors, idempotency, health, a warm start, an orderly end and gRPC
    /// itself, on plain HTTP/2.
    /// </summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="service">The service's name, e.g. <c>progress</c>.</param>
    /// <returns>The same host.</returns>
    public static WebApplicationBuilder AddFocusDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainOptions.ShutdownTimeout);

        builder.AddTelemetry(service);
        builder.Services.AddHostedService<SchemaAtStart>();
        builder.Services.AddClocks();
        builder.Services.AddOverloadProtection();
        builder.Services.AddAccess(builder.Configuration, service);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IEffectReport, CallEffectReport>();
        builder.Services.AddSingleton<ErasedUsers>();
        builder.Services.AddSingleton<IErasedUsers>(provider => provider.GetRequiredService<ErasedUsers>());
        builder.Services.AddSingleton(provider => new TokenRevocations(provider.GetRequiredService<ErasedUsers>()));

        builder.Services.AddSingleton<IValidateOptions<IdempotencyOptions>, IdempotencyOptionsValidator>();
        builder.Services.AddOptions<IdempotencyOptions>().BindConfiguration(IdempotencyOptions.Section).ValidateOnStart();

        // One of each: what is not registered is made anew for each call.
        builder.Services.AddSingleton<RpcStatusInterceptor>().AddSingleton<ErrorInterceptor>().AddSingleton<OverloadInterceptor>()
            .AddSingleton<AccessInterceptor>().AddSingleton<IdempotencyInterceptor>();
        builder.Services.AddHostedService<IdempotencySweeper>();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.MaxReceiveMessageSize = MaxRequestBytes;
            grpc.MaxSendMessageSize = MaxAnswerBytes;

            // From the outside in: the status that is counted is the one that is answered, errors are translated last, what is refused
            // costs little, keys count only for a known caller.
            grpc.Interceptors.Add<RpcStatusInterceptor>();
            grpc.Interceptors.Add<ErrorInterceptor>();
            grpc.Interceptors.Add<OverloadInterceptor>();
            grpc.Interceptors.Add<AccessInterceptor>();
            grpc.Interceptors.Add<IdempotencyInterceptor>();
        });
        builder.Services.AddGrpcReflection();
        // To be still getting ready, or about to go, is no error. What is one the checks say themselves; the framework would say it at each
        // look of each probe.
        builder.Logging.AddFilter(HealthChecksCategory, LogLevel.None);

        // Asked for by no name it tells of the dependencies too, by which calls are sent here or not. That a database is away is nothing
        // that a restart mends.
        builder.Services.AddGrpcHealthChecks(health => health.Services.Map(Live, check => check.Name == Self))
            .AddCheck(Self, () => HealthCheckResult.Healthy());
        builder.Services.AddWarmUp().AddSingleton<IWarmUp, BrokerWarmUp>();
        builder.Services.AddDrain();
        return builder;
    }

    /// <summary>Health for everybody, reflection in Development.</summary>
    /// <param name="app">The service.</param>
    /// <returns>The same service.</returns>
    public static WebApplication MapFocusDefaults(this WebApplication app)
    {
        // Tokens are checked by the access interceptor, which knows what a method asks for. Left to itself, the host would check them
        // before it, too.
        ((IApplicationBuilder)app).Properties[AuthenticationIsSet] = true;
        app.MapGrpcHealthChecksService();
        if (app.Environment.IsDevelopment())
        {
            app.MapGrpcReflectionService();
        }

        return app;
    }
}
