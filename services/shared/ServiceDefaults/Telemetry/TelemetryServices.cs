using FocusSuite.Messaging;
using Microsoft.AspNetCore.Builder;
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
    /// <param name="traces">Adds sources that only this process has.</param>
    /// <returns>The builder.</returns>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, string service, Action<TracerProviderBuilder>? traces = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        builder.Logging.AddOpenTelemetry(logging => logging.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"focus-{service}"))
            .WithTracing(tracing =>
            {
                tracing.AddAspNetCoreInstrumentation(aspNet => aspNet.Filter = request => !request.Request.Path.StartsWithSegments("/grpc.health.v1.Health"))
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
                    .AddSource(MessagingTelemetry.Name, MessagingTelemetry.MassTransitName);
                traces?.Invoke(tracing);
            })
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddMeter(MessagingTelemetry.Name, MessagingTelemetry.MassTransitName, "System.Runtime"))
            .UseOtlpExporter();
        return builder;
    }
}
