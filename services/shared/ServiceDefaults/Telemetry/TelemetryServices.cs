using FocusSuite.Messaging;
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

namespace FocusSuite.ServiceDefaults.Telemetry;

/// <summary>Traces, metrics and logs by OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a receiver.</summary>
public static class TelemetryServices
{
    /// <summary>Exports what the process does, if there is a receiver.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="service">The process's name within the suite, e.g. <c>sessions</c>.</param>
    /// <returns>The builder.</returns>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Name(resource, builder.Configuration, service))
            .WithTracing(tracing => tracing
                .SetSampler(new ParentBasedSampler(new NoBackgroundWork()))
                .AddAspNetCoreInstrumentation(aspNet => aspNet.Filter = request => !IsHealthCheck(request.Request.Path))
                .AddHttpClientInstrumentation()
                .AddNpgsql()
                .AddSource(MessagingTelemetry.Name, MessagingTelemetry.MassTransitName))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter(MessagingTelemetry.Name, MessagingTelemetry.MassTransitName, "System.Runtime"))
            .UseOtlpExporter();
        return builder;
    }

    private static bool IsHealthCheck(PathString path) => path.StartsWithSegments("/grpc.health.v1.Health") || path.StartsWithSegments("/health");

    /// <summary>The usual variables win over what the service calls itself.</summary>
    private static void Name(ResourceBuilder resource, ConfigurationManager configuration, string service) => resource.AddService(
        configuration["OTEL_SERVICE_NAME"] ?? $"focus-{service}",
        autoGenerateServiceInstanceId: configuration["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.instance.id=", StringComparison.Ordinal) != true);
}
