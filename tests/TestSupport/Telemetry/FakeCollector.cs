using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.TestSupport.Telemetry;

/// <summary>Takes telemetry by OTLP over HTTP, and keeps it as it came.</summary>
public sealed class FakeCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<(string Path, string Text), TaskCompletionSource> _awaited = new();
    private readonly ConcurrentBag<(string Path, string Body)> _all = [];

    public FakeCollector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", TakeAsync);
    }

    /// <summary>Where it listens, for <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>The variables by which a process sends all that it has here, and at once.</summary>
    public (string Key, string Value)[] Senders =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"), ("OTEL_BLRP_SCHEDULE_DELAY", "100"), ("OTEL_METRIC_EXPORT_INTERVAL", "100"),
    ];

    public Task StartAsync() => _app.StartAsync();

    /// <summary>Until a signal (<c>traces</c>, <c>metrics</c>, <c>logs</c>) came that has the text.</summary>
    public Task Got(string signal, string text)
    {
        var source = _awaited.GetOrAdd(
            ($"/v1/{signal}", text), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        Check();
        return source.Task;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        // One character a byte: names are ASCII, and ids can be looked for as they are.
        _all.Add((context.Request.Path.Value!, System.Text.Encoding.Latin1.GetString(bytes.ToArray())));
        Check();
    }

    private void Check()
    {
        foreach (var ((path, text), source) in _awaited)
        {
            if (_all.Any(one => one.Path == path && one.Body.Contains(text, StringComparison.Ordinal)))
            {
                source.TrySetResult();
            }
        }
    }
}
