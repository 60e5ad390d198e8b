using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FocusSuite.Messaging;

/// <summary>The names under which messaging reports what it does.</summary>
public static class MessagingTelemetry
{
    /// <summary>The name of the trace source and of the meter.</summary>
    public const string Name = "FocusSuite.Messaging";

    /// <summary>The trace source and the meter of MassTransit.</summary>
    public const string MassTransitName = "MassTransit";

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Published = Meter.CreateCounter<long>("focus.outbox.published", "{message}", "Messages that the broker confirmed.");

    internal static readonly Counter<long> LeftOver = Meter.CreateCounter<long>("focus.outbox.left_over", "{message}", "Messages that were taken up after their lease had run out.");

    internal static readonly Histogram<double> EffectWait = Meter.CreateHistogram<double>("focus.effects.wait", "s", "Time that an operation waited for its effects elsewhere.");
}
