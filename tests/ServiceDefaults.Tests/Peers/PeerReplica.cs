using FocusSuite.Protos.Catalog.V1;
using FocusSuite.TestSupport.Hosting;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace FocusSuite.ServiceDefaults.Tests.Peers;

/// <summary>One replica of a peer, which counts its calls.</summary>
internal sealed class PeerReplica : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private PeerReplica(int port)
    {
        _app = PeerServer.Build(this, port);
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
