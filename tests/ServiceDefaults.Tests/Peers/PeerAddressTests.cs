using FocusSuite.Hosting.Clock;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Catalog.V1;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Peers;

/// <summary>A peer with one address, with several, behind a name; replicas that go and come back.</summary>
public sealed class PeerAddressTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Peer_OneAddress_IsCalledThere()
    {
        await using var replica = await PeerReplica.StartAsync();
        await using var peer = Client(replica.Address.OriginalString);

        await CallUntilAsync(peer, () => replica.Calls > 0);
    }

    [Fact]
    public async Task Peer_ListOfAddresses_IsCalledAtAllOfThem()
    {
        await using var one = await PeerReplica.StartAsync();
        await using var two = await PeerReplica.StartAsync();
        await using var peer = Client($"{one.Address.OriginalString},{two.Address.OriginalString}");

        await CallUntilAsync(peer, () => one.Calls > 0 && two.Calls > 0);

        // Both are connected to now, and take turns.
        var before = (One: one.Calls, Two: two.Calls);
        for (var call = 0; call < 20; call++)
        {
            await CallAsync(peer);
        }

        (one.Calls - before.One).ShouldBe(10);
        (two.Calls - before.Two).ShouldBe(10);
    }

    [Fact]
    public async Task Peer_OneOfTheListGoesAndComesBack_EveryCallIsAnsweredAndItIsUsedAgain()
    {
        await using var one = await PeerReplica.StartAsync();
        var two = await PeerReplica.StartAsync();
        var port = two.Address.Port;
        await using var peer = Client($"{one.Address.OriginalString},{two.Address.OriginalString}");
        await CallUntilAsync(peer, () => one.Calls > 0 && two.Calls > 0);

        await two.DisposeAsync();
        for (var call = 0; call < 50; call++)
        {
            await CallAsync(peer);
        }

        await using var again = await PeerReplica.StartAsync(port);
        await CallUntilAsync(peer, () => again.Calls > 0);
    }

    [Fact]
    public async Task Peer_Name_IsCalledAtTheAddressesOfTheName()
    {
        await using var replica = await PeerReplica.StartAsync();
        await using var peer = Client($"dns:///localhost:{replica.Address.Port}");

        await CallUntilAsync(peer, () => replica.Calls >= 3);
    }

    [Theory]
    [InlineData("catalog:8080")]
    [InlineData("dns:///")]
    [InlineData("http://127.0.0.1:1,dns:///catalog:8080")]
    [InlineData("amqp://127.0.0.1:1")]
    [InlineData("")]
    public void Peer_AddressOfAnotherForm_IsRefusedWithTheRemedy(string address) =>
        Should.Throw<InvalidOperationException>(() => Client(address)).Message.ShouldContain("Focus:Peers:Catalog");

    private static ServiceProvider Client(string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Focus:Peers:Catalog", address)]).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddNamedClocks()
            .AddSingleton(new ServiceTokens(TestServiceKey.Value, "sample"))
            .AddPeer<CatalogService.CatalogServiceClient>(configuration, "Catalog")
            .BuildServiceProvider();
    }

    private static async Task CallAsync(ServiceProvider peer) =>
        await peer.GetRequiredService<CatalogService.CatalogServiceClient>().ListProgramsAsync(new ListProgramsRequest())
            .ResponseAsync.WaitAsync(Bound);

    private static async Task CallUntilAsync(ServiceProvider peer, Func<bool> reached)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (!reached())
        {
            bound.Token.ThrowIfCancellationRequested();
            try
            {
                await CallAsync(peer);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.DeadlineExceeded)
            {
                // The first call of a process compiles much code, and on a crowded machine that may take longer than a peer is waited for.
            }
        }
    }
}
