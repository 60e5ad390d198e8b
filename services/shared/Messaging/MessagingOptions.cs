namespace FocusSuite.Messaging;

/// <summary>How a service talks to the broker; section <c>Focus:Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Messaging";

    /// <summary>
    /// Messages that the broker may send ahead to one consumer; default 64. Bounds the memory of a consumer that is behind.
    /// </summary>
    public int Prefetch { get; set; } = 64;

    /// <summary>
    /// Messages of one consumer that are worked on at once, 1..256; default 8, so that a burst leaves database connections to requests.
    /// </summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>
    /// For how long an operation waits until its effects elsewhere are visible (real time); default 8 s, within the gateway's deadline of
    /// 10 s. A burst needs some of it; who is alone a few hundredths of a second. A call's own deadline ends the wait earlier.
    /// </summary>
    public TimeSpan EffectsBound { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// For how long an operation goes on waiting while nobody's effects are heard of (real time): then the peers are away; default 2 s.
    /// </summary>
    public TimeSpan EffectsIdleTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// For how long the bus may be without the broker or one of its queues before another takes its place (real time); default 30 s, at
    /// least 1 s.
    /// </summary>
    public TimeSpan BusTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the relay looks for leftovers in the outbox (real time); default 500 ms.</summary>
    public TimeSpan LeftoverInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For how long a saved message belongs to the process that saved it (real time); default 5 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>All that is wrong with the options, each fault with its key and its remedy.</summary>
    internal IEnumerable<string> Faults()
    {
        if (Prefetch is < 1 or > 10_000)
        {
            yield return $"{Section}:Prefetch is {Prefetch}: set it to 1..10000.";
        }

        if (Concurrency is < 1 or > 256)
        {
            yield return $"{Section}:Concurrency is {Concurrency}: set it to 1..256.";
        }

        if (EffectsBound < TimeSpan.Zero || EffectsBound > TimeSpan.FromSeconds(30))
        {
            yield return $"{Section}:EffectsBound is {EffectsBound}: set it to 00:00:00..00:00:30.";
        }

        if (EffectsIdleTimeout <= TimeSpan.Zero || EffectsIdleTimeout > TimeSpan.FromSeconds(30))
        {
            yield return $"{Section}:EffectsIdleTimeout is {EffectsIdleTimeout}: set it to more than 00:00:00 and at most 00:00:30.";
        }

        if (BusTimeout < TimeSpan.FromSeconds(1))
        {
            yield return $"{Section}:BusTimeout is {BusTimeout}: set it to 00:00:01 or more.";
        }

        if (LeftoverInterval < TimeSpan.FromMilliseconds(10))
        {
            yield return $"{Section}:LeftoverInterval is {LeftoverInterval}: set it to 00:00:00.010 or more.";
        }

        if (Lease < TimeSpan.FromSeconds(1))
        {
            yield return $"{Section}:Lease is {Lease}: set it to 00:00:01 or more.";
        }
    }
}
