namespace FocusSuite.Messaging;

/// <summary>How a service talks to the broker; section <c>Focus:Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Messaging";

    /// <summary>
    /// How many unacknowledged messages the broker sends to one consumer; default 64. It bounds the memory of a consumer that is behind.
    /// </summary>
    public int Prefetch { get; set; } = 64;

    /// <summary>
    /// How many messages one consumer handles at once, 1..256; default 8, so that a burst leaves database connections for requests.
    /// </summary>
    public int Concurrency { get; set; } = 8;

    /// <summary>
    /// How long (real time) an operation waits at most until its effects in other services can be read; default 8 s, within the gateway's
    /// deadline of 10 s. A wait on an idle system takes a few hundredths of a second. A call's own deadline ends the wait earlier.
    /// </summary>
    public TimeSpan EffectsBound { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>
    /// A wait for effects ends when no operation's effects have arrived for this long (real time), since the other services are then
    /// probably away; default 2 s.
    /// </summary>
    public TimeSpan EffectsIdleTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long (real time) the bus may be without the broker or one of its queues before a new bus replaces it; default 30 s, at least
    /// 1 s.
    /// </summary>
    public TimeSpan BusTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often (real time) the relay looks into the outbox for messages that nobody has published; default 500 ms.</summary>
    public TimeSpan LeftoverInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long (real time) a saved message is leased to the process that saved it; default 5 s.</summary>
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
