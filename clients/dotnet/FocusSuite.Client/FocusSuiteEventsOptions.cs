namespace FocusSuite.Client;

/// <summary>How a program hears of events; section <c>Focus:Events</c>.</summary>
public sealed class FocusSuiteEventsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Events";

    /// <summary>The broker's address, <c>amqp://user:password@host:port/vhost</c>.</summary>
    public string Broker { get; set; } = string.Empty;

    /// <summary>
    /// The program's name, the first part of its queues' names, e.g. <c>billing</c>. Replicas of a program share it, and with it the
    /// events; another program has another one, and hears of all of them, too.
    /// </summary>
    public string Consumer { get; set; } = string.Empty;

    /// <summary>Events that the broker may send ahead for one handler, 1..1000; default 16.</summary>
    public int Prefetch { get; set; } = 16;

    /// <summary>Events that one handler works on at once, 1..256; default 4.</summary>
    public int Concurrency { get; set; } = 4;

    /// <summary>How often an event is delivered at most before it goes to the dead letters, 1..20; default 10, which with the pauses
    /// between is about two minutes.</summary>
    public int MaxDeliveries { get; set; } = 10;

    /// <summary>The pause after the first failure; it doubles with each further one. Default 500 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause between two deliveries; default 30 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);
}
