using FocusSuite.Identity.Tests.Support;
using FocusSuite.TestSupport.Hosting;
using Shouldly;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedIdentity))]

namespace FocusSuite.Identity.Tests.Support;

/// <summary>One service for all tests that need nothing special of it. At the end it must not have logged an error.</summary>
public sealed class SharedIdentity : IAsyncLifetime
{
    public IdentityInstallation Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await IdentityInstallation.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Service.Host.Logs.Errors.ShouldBeEmpty();
    }
}
