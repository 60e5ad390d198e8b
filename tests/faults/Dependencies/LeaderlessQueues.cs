using FocusSuite.Faults.Tests.Laboratory;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>S17: the broker takes connections, and no queue has a leader yet, as for a moment after its start.</summary>
public sealed class LeaderlessQueues : IDependencyFault
{
    public string Name => "RabbitMQ: queues without a leader";

    public Task StrikeAsync(Lab lab, CancellationToken ct) => QueueLeaders.StopAsync(lab.System.ControlBrokerAsync, ct);

    public Task LiftAsync(Lab lab, CancellationToken ct) => QueueLeaders.StartAsync(lab.System.ControlBrokerAsync, ct);
}
