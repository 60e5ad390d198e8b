using FocusSuite.Progress.Features;
using FocusSuite.Progress.Tests.Support;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>Alone, for a counter counts the whole process.</summary>
[Collection(nameof(DayMetricsTests))]
[CollectionDefinition(nameof(DayMetricsTests), DisableParallelization = true)]
public class DayMetricsTests(ProgressFixture fixture)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Day_Completed_IsCountedOnceWhateverIsLast(bool sessionIsLast)
    {
        var me = fixture.Enroll();
        var session = me.Session("s");
        using var days = new MetricCollector<long>(null, DayMetrics.MeterName, "focus.days.completed");
        await me.MarkAsync(0);
        await me.MarkAsync(1);
        await me.MarkAsync(2);
        await (sessionIsLast ? me.ReflectAsync() : me.DeliverAsync(session));
        days.GetMeasurementSnapshot().ShouldBeEmpty();

        await (sessionIsLast ? me.DeliverAsync(session) : me.ReflectAsync());
        await me.DeliverAsync(session);
        await me.ReflectAsync("Again.");

        var counted = days.GetMeasurementSnapshot().ShouldHaveSingleItem();
        counted.Value.ShouldBe(1);
        counted.Tags.ShouldBeEmpty("a label would have to be worth its series");
    }
}
