using FocusSuite.AppHost.Testing;
using FocusSuite.Messaging.Tests;

[assembly: AssemblyFixture(typeof(Servers))]

namespace FocusSuite.Messaging.Tests;

/// <summary>One PostgreSQL and one RabbitMQ for the whole run.</summary>
public sealed class Servers : IAsyncLifetime
{
    private SharedServer? _postgres;
    private SharedServer? _rabbitMq;

    public string Postgres => _postgres!.Address;

    public string RabbitMq => _rabbitMq!.Address;

    public async ValueTask InitializeAsync() => (_postgres, _rabbitMq) = (await SharedServers.PostgresAsync(), await SharedServers.RabbitMqAsync());

    public async ValueTask DisposeAsync()
    {
        await _postgres!.DisposeAsync();
        await _rabbitMq!.DisposeAsync();
    }
}
