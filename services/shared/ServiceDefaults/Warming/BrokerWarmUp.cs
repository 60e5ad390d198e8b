using FocusSuite.Hosting.Warming;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Rehearsing;

namespace FocusSuite.ServiceDefaults.Warming;

/// <summary>
/// Waits for the broker and for the replica's own queues there, and then has the replica rehearse what it does about events. Without the
/// queues it would answer before it could hear that what it did can be read, and without a rehearsal the first effects take seconds: the
/// first answers of a new replica would come before their effects.
/// </summary>
internal sealed class BrokerWarmUp(IBroker broker, IEnumerable<IReplicaRehearsal> rehearsals) : IWarmUp
{
    public string Name => "broker";

    // A service is of use without it: its effects elsewhere wait in the outbox.
    public bool IsRequired => false;

    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        if (!broker.IsConnected)
        {
            throw new InvalidOperationException("The broker is not connected, or not every queue is listened to yet.");
        }

        foreach (var rehearsal in rehearsals)
        {
            await rehearsal.RunAsync(cancellationToken);
        }
    }
}
