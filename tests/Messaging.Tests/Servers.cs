using FocusSuite.Messaging.Tests;
using FocusSuite.TestSystem;

[assembly: AssemblyFixture(typeof(Servers))]

namespace FocusSuite.Messaging.Tests;

/// <summary>One PostgreSQL and one RabbitMQ for the whole run.</summary>
public sealed class Servers : IAsyncLifetime
{
    private TestServer? _postgres;
    private TestServer? _rabbitMq;

    public string Postgres => _postgres!.Address;

    public string RabbitMq => _rabbitMq!.Address;

    public async ValueTask InitializeAsync() =>
        (_postgres, _rabbitMq) = (await TestServer.PostgresAsync(), await TestServer.RabbitMqAsync());

    public async ValueTask DisposeAsync()
    {
        await _postgres!.DisposeAsync();
        await _rabbitMq!.DisposeAsync();
    }
}
