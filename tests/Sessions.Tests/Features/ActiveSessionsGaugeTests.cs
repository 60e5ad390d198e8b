using System.Diagnostics.Metrics;
using FocusSuite.Messaging.Sampling;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.Persistence;
using FocusSuite.Sessions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Features;

public sealed class ActiveSessionsGaugeTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Gauge_SessionsComeAndGo_TellsThoseThatAreLive()
    {
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var documents = new MemoryStore();
        var real = new FakeTimeProvider();
        using var gauge = new ActiveSessionsGauge(meters, new SessionStore(documents), real, NullLogger<ActiveSessionsGauge>.Instance);
        using var active = new MetricCollector<long>(meters, ActiveSessionsGauge.MeterName, "focus.sessions.active");
        var first = Some.Active();
        documents.Put(first);
        documents.Put(Some.Paused(at: 5));
        documents.Put(Some.In(SessionStatus.Completed));

        await gauge.StartAsync(CancellationToken.None);
        Tells(active, 2);
        documents.Put(Some.In(SessionStatus.Canceled) with { Id = first.Id });
        real.Advance(Sampler<long>.Interval);
        Tells(active, 1);
        await gauge.StopAsync(CancellationToken.None).WaitAsync(Bound);
    }

    private static void Tells(MetricCollector<long> gauge, long expected) => SpinWait.SpinUntil(
        () =>
        {
            gauge.RecordObservableInstruments();
            return gauge.LastMeasurement?.Value == expected;
        },
        Bound).ShouldBeTrue($"it tells {gauge.LastMeasurement?.Value} and not {expected}");
}
