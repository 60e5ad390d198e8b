using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.AppHost.Dashboard.Resources;

/// <summary>Serves the resource service on a free port of the loopback address.</summary>
internal sealed class ResourceServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ResourceServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<ResourceServer> StartAsync(FocusSystem system, string key, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(system);
        builder.Services.AddSingleton<PartHealth>();
        builder.Services.AddSingleton<ResourceSnapshots>();
        builder.Services.AddSingleton<ResourceCommands>();
        builder.Services.AddGrpc(grpc => grpc.Interceptors.Add<ResourceKeyCheck>(key));
        var app = builder.Build();
        app.MapGrpcService<ResourceService>();
        await app.StartAsync(ct).ConfigureAwait(false);
        return new ResourceServer(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
