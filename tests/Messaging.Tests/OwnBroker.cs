using FocusSuite.TestSystem;

namespace FocusSuite.Messaging.Tests;

/// <summary>A broker of a test class's own, whose queues can be left without a leader.</summary>
public sealed class OwnBroker : IAsyncLifetime
{
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);

    private TestServer? _broker;

    public string Address => _broker!.Address;

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        _broker = await TestServer.OwnRabbitMqAsync(bound.Token);
    }

    public Task StopLeadersAsync(CancellationToken cancellationToken) => QueueLeaders.StopAsync(_broker!.ControlAsync, cancellationToken);

    public Task StartLeadersAsync(CancellationToken cancellationToken) => QueueLeaders.StartAsync(_broker!.ControlAsync, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}
