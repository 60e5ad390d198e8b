namespace FocusSuite.Faults.Tests.Proxies;

/// <summary>How a connection can go wrong.</summary>
public enum LinkFaultKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>Connections end in order (FIN), new ones at once.</summary>
    Cut,

    /// <summary>Connections are reset (RST), new ones at once.</summary>
    Reset,

    /// <summary>Connections are reset and nobody listens.</summary>
    Refuse,

    /// <summary>Connections stay open, new ones are taken, and nothing that is sent arrives.</summary>
    HalfOpen,

    /// <summary>Everything arrives late.</summary>
    Delay,

    /// <summary>Everything arrives slowly.</summary>
    Throttle,
}

/// <summary>What is wrong with a link.</summary>
/// <param name="Kind">How.</param>
/// <param name="Latency">By how much everything is late each way.</param>
/// <param name="BytesPerSecond">How much arrives in a second each way.</param>
public sealed record LinkFault(LinkFaultKind Kind, TimeSpan Latency = default, int BytesPerSecond = 0)
{
    public static readonly LinkFault None = new(LinkFaultKind.None);

    /// <summary>The kinds that differ in what a client of the link sees, each in a strength that hurts.</summary>
    public static IReadOnlyList<LinkFault> All { get; } =
    [
        new(LinkFaultKind.Cut),
        new(LinkFaultKind.Reset),
        new(LinkFaultKind.Refuse),
        new(LinkFaultKind.HalfOpen),
        new(LinkFaultKind.Delay, Latency: TimeSpan.FromMilliseconds(200)),
        new(LinkFaultKind.Throttle, BytesPerSecond: 20_000),
    ];

    public override string ToString() => Kind switch
    {
        LinkFaultKind.HalfOpen => "half-open",
        LinkFaultKind.Delay => $"late by {Latency.TotalMilliseconds:0} ms",
        LinkFaultKind.Throttle => $"slow, {BytesPerSecond / 1000} kB/s",
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
