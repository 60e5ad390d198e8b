using System.Diagnostics.Metrics;
using FocusSuite.Domain;
using FocusSuite.Messaging.Sampling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Messaging.Outbox;

/// <summary>
/// How much waits in the outbox, and for how long. Replicas share an outbox and all tell the same: take the largest, not the sum.
/// </summary>
internal sealed class OutboxGauges : Sampler<(long Count, double AgeSeconds)>
{
    private readonly IReadOnlyList<IOutboxSource> _sources;
    private readonly TimeProvider _clock;
    private readonly ObservableGauge<long> _depth;
    private readonly ObservableGauge<double> _age;

    public OutboxGauges(
        IMeterFactory meters,
        IEnumerable<IOutboxSource> sources,
        TimeProvider clock,
        [FromKeyedServices(Clocks.Real)] TimeProvider realTime,
        ILogger<OutboxGauges> logger)
        : base(realTime, logger)
    {
        _sources = [.. sources];
        _clock = clock;
        var meter = meters.Create(MessagingTelemetry.Name);
        _depth = meter.CreateObservableGauge(
            "focus.outbox.depth", () => Values(seen => seen.Count), "{message}", "Messages that wait in the outbox, leased or not.");
        _age = meter.CreateObservableGauge(
            "focus.outbox.age",
            () => Values(seen => seen.AgeSeconds),
            "s",
            "Suite time since the oldest message in the outbox happened; 0 when none waits.");
    }

    protected override bool IsWatched => _depth.Enabled || _age.Enabled;

    protected override async Task<(long Count, double AgeSeconds)> LookAsync(CancellationToken cancellationToken)
    {
        var depths = await Task.WhenAll(_sources.Select(source => source.MeasureAsync(cancellationToken)));
        var age = depths.Min(depth => depth.Oldest) is { } oldest ? _clock.GetUtcNow() - oldest : TimeSpan.Zero;
        return (depths.Sum(depth => depth.Count), Math.Max(0, age.TotalSeconds));
    }

    private IEnumerable<Measurement<T>> Values<T>(Func<(long Count, double AgeSeconds), T> choose)
        where T : struct => Latest is { } seen ? [new Measurement<T>(choose(seen))] : [];
}
