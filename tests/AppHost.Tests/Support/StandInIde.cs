using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.AppHost.Tests.Support;

/// <summary>
/// An IDE as the orchestrator sees one: it is asked to run projects, and says that it does (Aspire's IDE execution protocol).
/// </summary>
internal sealed class StandInIde : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Channel<JsonObject> _asked = Channel.CreateUnbounded<JsonObject>();
    private int _sessions;

    private StandInIde()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _application = builder.Build();
        _application.Urls.Add("http://127.0.0.1:0");
        _application.UseWebSockets();
        _application.MapGet("/info", () => new { protocols_supported = new[] { "2024-03-03" } });
        _application.MapPut("/run_session", async (HttpContext context, JsonObject session) =>
        {
            await _asked.Writer.WriteAsync(session);
            context.Response.Headers.Location =
                $"/run_session/{Interlocked.Increment(ref _sessions).ToString(CultureInfo.InvariantCulture)}";
            context.Response.StatusCode = StatusCodes.Status201Created;
        });
        _application.MapDelete("/run_session/{id}", (string id) => Results.Ok());
        _application.Map("/run_session/notify", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
    }

    /// <summary>What an IDE sets for the AppHost that it starts.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["DEBUG_SESSION_PORT"] = _application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single()
            .Replace("http://127.0.0.1", "localhost", StringComparison.Ordinal),
        ["DEBUG_SESSION_TOKEN"] = "stand-in",
    };

    public static async Task<StandInIde> StartAsync(CancellationToken ct)
    {
        var ide = new StandInIde();
        await ide._application.StartAsync(ct);
        return ide;
    }

    /// <summary>The next project that it is asked to run.</summary>
    public ValueTask<JsonObject> AskedAsync(CancellationToken ct) => _asked.Reader.ReadAsync(ct);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
