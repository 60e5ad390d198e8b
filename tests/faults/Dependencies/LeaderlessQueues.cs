using FocusSuite.AppHost.RabbitMq;
using FocusSuite.AppHost.Testing;
using FocusSuite.AppHost.Topology;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>S17: the broker takes connections, and no queue has a leader yet, as for a moment after its start.</summary>
public sealed class LeaderlessQueues : IDependencyFault
{
    public string Name => "RabbitMQ: queues without a leader";

    public Task StrikeAsync(Lab lab, CancellationToken ct) => QueueLeaders.StopAsync(Broker(lab), ct);

    public Task LiftAsync(Lab lab, CancellationToken ct) => QueueLeaders.StartAsync(Broker(lab), ct);

    private static LocalRabbitMq Broker(Lab lab) => (LocalRabbitMq)lab.Part(PartNames.RabbitMq);
}
