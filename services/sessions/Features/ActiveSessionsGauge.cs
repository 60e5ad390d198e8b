using System.Diagnostics.Metrics;
using FocusSuite.Domain;
using FocusSuite.Messaging.Sampling;
using FocusSuite.Sessions.Persistence;

namespace FocusSuite.Sessions.Features;

/// <summary>
/// How many sessions are live, active or paused. Replicas share a store and all tell the same: take the largest, not the sum.
/// </summary>
internal sealed class ActiveSessionsGauge : Sampler<long>
{
    public const string MeterName = "FocusSuite.Sessions";

    private readonly SessionStore _store;
    private readonly ObservableGauge<long> _active;

    public ActiveSessionsGauge(
        IMeterFactory meters, SessionStore store, [FromKeyedServices(Clocks.Real)] TimeProvider realTime,
        ILogger<ActiveSessionsGauge> logger)
        : base(realTime, logger)
    {
        _store = store;
        _active = meters.Create(MeterName)
            .CreateObservableGauge("focus.sessions.active", Values, "{session}", "Sessions that are active or paused.");
    }

    protected override bool IsWatched => _active.Enabled;

    protected override Task<long> LookAsync(CancellationToken cancellationToken) => _store.CountLiveAsync(cancellationToken);

    private IEnumerable<Measurement<long>> Values() => Latest is { } seen ? [new Measurement<long>(seen)] : [];
}
