using FocusSuite.Gateway.Tests.Support;

[assembly: AssemblyFixture(typeof(GatewayFixture))]

// The services' answers are set a test, so tests take turns.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace FocusSuite.Gateway.Tests.Support;

public sealed class GatewayFixture : IAsyncLifetime
{
    public GatewayUnderTest Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Gateway = await GatewayUnderTest.StartAsync();

    public async ValueTask DisposeAsync() => await Gateway.DisposeAsync();
}
