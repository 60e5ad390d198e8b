using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>The broker raises an alarm and takes nothing more from those who publish, as rabbitmqctl makes it.</summary>
public sealed class BrokerAlarm(string name, string[] raise, string[] lift) : IDependencyFault
{
    public string Name => name;

    /// <summary>It believes to have no memory left.</summary>
    public static BrokerAlarm Memory { get; } = new(
        "RabbitMQ: memory alarm", ["set_vm_memory_high_watermark", "absolute", "1MB"], ["set_vm_memory_high_watermark", "0.4"]);

    /// <summary>It believes to have no disk left.</summary>
    public static BrokerAlarm Disk { get; } = new(
        "RabbitMQ: disk alarm", ["set_disk_free_limit", "900000GB"], ["set_disk_free_limit", "50MB"]);

    public Task StrikeAsync(Lab lab, CancellationToken ct) => lab.System.ControlBrokerAsync(raise, ct);

    public Task LiftAsync(Lab lab, CancellationToken ct) => lab.System.ControlBrokerAsync(lift, ct);
}
