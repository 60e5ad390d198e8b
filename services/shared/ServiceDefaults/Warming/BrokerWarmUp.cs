using FocusSuite.Messaging.Broker;

namespace FocusSuite.ServiceDefaults.Warming;

/// <summary>
/// Waits for the broker and for the replica's own queues there. Without them it would answer before it could hear that what it did can be read: the first
/// answers of a new replica would come before their effects.
/// </summary>
internal sealed class BrokerWarmUp(IBroker broker) : IWarmUp
{
    public string Name => "broker";

    // A service is of use without it: its effects elsewhere wait in the outbox.
    public bool IsRequired => false;

    public Task WarmUpAsync(CancellationToken cancellationToken) =>
        broker.IsConnected ? Task.CompletedTask : Task.FromException(new InvalidOperationException("The broker is not connected, or not every queue is listened to yet."));
}
