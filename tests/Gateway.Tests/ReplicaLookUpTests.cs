using System.Net;
using System.Net.Sockets;
using FocusSuite.Gateway.Clusters;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Sessions.V1;
using Microsoft.Extensions.Options;
using Shouldly;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace FocusSuite.Gateway.Tests;

/// <summary>Replicas that are found by a name, as behind a headless service.</summary>
public sealed class ReplicaLookUpTests
{
    private const string Active = "/api/v1/focus/sessions/active/";
    private const string Address = "ReverseProxy:Clusters:sessions:Destinations:one:Address";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Name_WithTwoAddresses_IsTwoDestinations()
    {
        var resolved = await ResolveAsync(LookUp(new Names("10.0.0.1", "fd00::2")), "http://sessions:8080");

        resolved.Destinations.Select(one => (one.Key, one.Value.Address, one.Value.Host)).ShouldBe(
            [("one[10.0.0.1]", "http://10.0.0.1:8080/", "sessions:8080"), ("one[fd00::2]", "http://[fd00::2]:8080/", "sessions:8080")]);
    }

    [Fact]
    public async Task Name_WithOtherAddressesLater_HasThose()
    {
        var names = new Names("10.0.0.1");
        var lookUp = LookUp(names);
        var first = await ResolveAsync(lookUp, "http://sessions:8080");
        var again = new TaskCompletionSource();
        first.ChangeToken.ShouldNotBeNull().RegisterChangeCallback(_ => again.TrySetResult(), null);

        names.Addresses = ["10.0.0.2"];
        await again.Task.WaitAsync(Bound);

        (await ResolveAsync(lookUp, "http://sessions:8080")).Destinations.Keys.ShouldBe(["one[10.0.0.2]"]);
    }

    [Fact]
    public async Task Name_ThatIsNotFoundAnyMore_KeepsItsLastAddresses()
    {
        var names = new Names("10.0.0.1");
        var lookUp = LookUp(names);
        await ResolveAsync(lookUp, "http://sessions:8080");

        names.Addresses = [];

        (await ResolveAsync(lookUp, "http://sessions:8080")).Destinations.Keys.ShouldBe(["one[10.0.0.1]"]);
    }

    [Theory]
    [InlineData("http://nowhere:8080")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080")]
    public async Task Address_WithoutAnyToBeFound_StaysAsItIsWritten(string address) =>
        (await ResolveAsync(LookUp(new Names()), address)).Destinations.ShouldHaveSingleItem()
            .ShouldBe(new("one", new DestinationConfig { Address = address }));

    [Fact]
    public async Task Gateway_DestinationByName_IsReached()
    {
        await using var service = new FakeServices { Handler = (_, _) => Task.FromResult<object>(new GetActiveSessionResponse()) };
        await service.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(
            ("Gateway:LookUpSeconds", "0.2"), (Address, $"http://localhost:{new Uri(service.Address).Port}"));

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Gateway_NameThatNobodyHas_StartsAndAnswersUnavailable()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            ("Gateway:LookUpSeconds", "0.2"), (Address, "http://nobody.invalid:8080"));

        (await gateway.GetAsync(Active)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    private static ReplicaLookUp LookUp(Names names) => new(Options.Create(new GatewayOptions { LookUpSeconds = 0.1 }), names);

    private static async Task<ResolvedDestinationCollection> ResolveAsync(ReplicaLookUp lookUp, string address) =>
        await lookUp.ResolveDestinationsAsync(
        new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = address } }, TestContext.Current.CancellationToken);

    private sealed class Names(params string[] addresses) : INameLookUp
    {
        public string[] Addresses { get; set; } = addresses;

        public Task<IPAddress[]> FindAsync(string host, CancellationToken cancellationToken) => Addresses.Length > 0
            ? Task.FromResult(Addresses.Select(IPAddress.Parse).ToArray())
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
