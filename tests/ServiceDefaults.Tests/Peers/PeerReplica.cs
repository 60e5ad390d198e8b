using FocusSuite.Protos.Catalog.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Tests.Peers;

/// <summary>One replica of a peer, which counts its calls.</summary>
internal sealed class PeerReplica : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private PeerReplica(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<Catalog>();
    }

    /// <summary>What it does with a call before it answers.</summary>
    public Func<ServerCallContext, Task> Act { get; set; } = _ => Task.CompletedTask;

    public int Calls => Volatile.Read(ref _calls);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<PeerReplica> StartAsync(int port = 0)
    {
        var replica = new PeerReplica(port);
        await replica._app.StartAsync();
        return replica;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Catalog(PeerReplica replica) : CatalogService.CatalogServiceBase
    {
        public override async Task<ListProgramsResponse> ListPrograms(ListProgramsRequest request, ServerCallContext context)
        {
            Interlocked.Increment(ref replica._calls);
            await replica.Act(context);
            return new ListProgramsResponse();
        }
    }
}
