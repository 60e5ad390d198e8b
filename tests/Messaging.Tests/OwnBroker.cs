using FocusSuite.AppHost.Testing;

namespace FocusSuite.Messaging.Tests;

/// <summary>A broker of a test class's own, whose queues can be left without a leader.</summary>
public sealed class OwnBroker : IAsyncLifetime
{
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);

    private PrivateBroker? _broker;

    public string Address => _broker!.Server.Uri;

    public async ValueTask InitializeAsync()
    {
        using var bound = new CancellationTokenSource(StartBound);
        _broker = await PrivateBroker.StartAsync(bound.Token);
    }

    public Task StopLeadersAsync(CancellationToken cancellationToken) => QueueLeaders.StopAsync(_broker!.Server, cancellationToken);

    public Task StartLeadersAsync(CancellationToken cancellationToken) => QueueLeaders.StartAsync(_broker!.Server, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }
}
