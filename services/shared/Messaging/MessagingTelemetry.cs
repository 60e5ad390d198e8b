using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FocusSuite.Messaging;

/// <summary>The names under which messaging reports what it does. No label holds an id or a text of a person.</summary>
public static class MessagingTelemetry
{
    /// <summary>The name of the trace source and of the meter.</summary>
    public const string Name = "FocusSuite.Messaging";

    /// <summary>The trace source and the meter of MassTransit.</summary>
    public const string MassTransitName = "MassTransit";

    /// <summary>The label with an event's stable name, e.g. <c>SessionCompleted</c>.</summary>
    public const string EventLabel = "focus.event";

    /// <summary>
    /// The label with a consumer's queue, e.g. <c>progress.session-completed</c>; of a temporary queue without what makes its name unique.
    /// </summary>
    public const string QueueLabel = "messaging.destination.name";

    /// <summary>The label that says how a wait for effects ended: one of the constants of <see cref="Effects.EffectOutcomes"/>.</summary>
    public const string OutcomeLabel = "focus.outcome";

    /// <summary>The label with the full name of the exception for which a message was given up, or <c>skipped</c>.</summary>
    public const string ErrorLabel = "error.type";

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Meter Meter = new(Name);

    internal static readonly Counter<long> Published = Meter.CreateCounter<long>(
        "focus.outbox.published", "{message}", "Messages that the broker confirmed.");

    internal static readonly Counter<long> LeftOver = Meter.CreateCounter<long>(
        "focus.outbox.left_over", "{message}", "Messages that were taken up after their lease had run out.");

    // From what nobody notices over the bound of half a second to a broker that was away for an hour.
    internal static readonly Histogram<double> Lag = Meter.CreateHistogram(
        "focus.consumer.lag",
        "s",
        "Suite time from an event until its effect at a consumer was saved.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
        });

    internal static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "focus.consumer.dead_letters", "{message}", "Messages that a consumer gave up and that were moved to its dead-letter queue.");

    // The wait is bounded: what is beyond is told by its outcome.
    internal static readonly Histogram<double> EffectWait = Meter.CreateHistogram(
        "focus.effects.wait",
        "s",
        "Time from an operation's save until its effects in other services were visible, as far as the operation waited for them.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2, 3, 5, 8],
        });
}
