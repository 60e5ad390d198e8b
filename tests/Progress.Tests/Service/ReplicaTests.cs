using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Tests.Support;
using FocusSuite.TestSupport.Messaging;

namespace FocusSuite.Progress.Tests.Service;

/// <summary>Two replicas on one database: versions keep them apart, and no one loses.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private Installation? _installation;

    public async ValueTask InitializeAsync() => _installation =
        await Installation.StartAsync(ProgressFixture.Nowhere, replicaCount: 2, configure: services => services.ReplaceMessaging());

    public ValueTask DisposeAsync() => _installation?.DisposeAsync() ?? default;

    [Fact]
    public async Task ReflectionsAndSessions_ThroughBothReplicasAtOnce_LoseNothing()
    {
        var here = _installation!.Enroll();
        var there = _installation.AtSecondReplica(here);
        var sessions = Enumerable.Range(0, 10).Select(number => here.Session($"{number}", 60)).ToList();

        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? here : there).ReflectAsync($"{number}")),
            .. sessions.Select(here.DeliverAsync),
            .. sessions.Select(there.DeliverAsync),
        ]);

        var day = (await there.DayAsync()).UserProgress;
        (day.FocusMinutes, day.Reflections.Count).ShouldBe((10, 20));
        (await here.OverviewAsync()).Totals.TotalSessions.ShouldBe(10);
        var told = await _installation.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE type = '{nameof(ReflectionAdded)}'");
        told.ShouldBe(20);
    }
}
