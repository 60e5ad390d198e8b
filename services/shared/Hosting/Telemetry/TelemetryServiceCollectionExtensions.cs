using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FocusSuite.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and logs by OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver; metrics for Prometheus, where there is a
/// <see cref="MetricsListener"/>.
/// </summary>
public static class TelemetryServiceCollectionExtensions
{
    /// <summary>The suite's own meters: one a service, and messaging's.</summary>
    private const string OwnMeters = "FocusSuite.*";

    // Every call to a peer begins an activity of this source, whether it is listened to or not: unless it is exported, what the peer does
    // has a parent that nobody sees.
    private const string GrpcClient = "Grpc.Net.Client";

    // By name: whoever only watches needs no broker.
    private const string Messaging = "FocusSuite.Messaging";
    private const string Bus = "MassTransit";

    /// <summary>Exports what the process does, if anybody wants to know.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="service">The process's name within the suite, e.g. <c>sessions</c>.</param>
    /// <returns>The builder.</returns>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var isSent = !string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var isScraped = builder.Configuration.HasMetricsListener();
        if (!isSent && !isScraped)
        {
            return builder;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Name(resource, builder.Configuration, service))
            .WithMetrics(metrics => AddMetrics(metrics, isScraped));
        if (isScraped)
        {
            builder.MarkMetricsListener();
        }

        if (isSent)
        {
            builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
            telemetry.WithTracing(AddTraces).UseOtlpExporter();
        }

        return builder;
    }

    private static void AddTraces(TracerProviderBuilder tracing) => tracing
        .SetSampler(new ParentBasedSampler(new NoBackgroundWork()))
        .AddAspNetCoreInstrumentation(aspNet => aspNet.Filter = request => !IsHealthCheck(request.Request.Path) && !request.IsForMetrics())
        .AddHttpClientInstrumentation()
        .AddNpgsql()
        .AddSource(Messaging, Bus, GrpcClient);

    private static void AddMetrics(MeterProviderBuilder metrics, bool isScraped)
    {
        metrics
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddNpgsqlInstrumentation()
            .AddMeter(OwnMeters, Bus, "System.Runtime")

            // From a slow minute on a chart to one of the traces that made it slow.
            .SetExemplarFilter(ExemplarFilterType.TraceBased);
        if (isScraped)
        {
            // The names of meters and the process's attributes are the same for every series of a process: the latter are in target_info.
            metrics.AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false);
        }
    }

    private static bool IsHealthCheck(PathString path) =>
        path.StartsWithSegments("/grpc.health.v1.Health") || path.StartsWithSegments("/health");

    /// <summary>The usual variables win over what the service calls itself.</summary>
    private static void Name(ResourceBuilder resource, ConfigurationManager configuration, string service) => resource.AddService(
        configuration["OTEL_SERVICE_NAME"] ?? $"focus-{service}",
        autoGenerateServiceInstanceId: configuration["OTEL_RESOURCE_ATTRIBUTES"]
            ?.Contains("service.instance.id=", StringComparison.Ordinal) != true);
}
