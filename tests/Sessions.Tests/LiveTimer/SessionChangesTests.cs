using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.LiveTimer;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.LiveTimer;

public sealed class SessionChangesTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly SessionChanges _changes = new();

    [Fact]
    public async Task Event_OfAUser_WakesAllWatchersOfThisUserOnly()
    {
        using var first = _changes.Watch(1);
        using var second = _changes.Watch(1);
        using var other = _changes.Watch(2);

        await _changes.HandleAsync(
            new SessionPaused { UserId = 1, SessionId = "s", OccurredAt = Some.Start, CorrelationId = Guid.Empty }, CancellationToken.None);

        (await first.ChangeSignal.NextAsync(CancellationToken.None).AsTask().WaitAsync(Bound)).ShouldBe(Wake.Change);
        (await second.ChangeSignal.NextAsync(CancellationToken.None).AsTask().WaitAsync(Bound)).ShouldBe(Wake.Change);
        other.ChangeSignal.NextAsync(CancellationToken.None).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Wakes_WhileTheWatcherIsBusy_AreOne()
    {
        using var watcher = _changes.Watch(1);
        for (var i = 0; i < 1000; i++)
        {
            _changes.Announce(1);
            watcher.ChangeSignal.Add(Wake.Tick);
        }

        (await watcher.ChangeSignal.NextAsync(CancellationToken.None).AsTask().WaitAsync(Bound)).ShouldBe(Wake.Change | Wake.Tick);
        watcher.ChangeSignal.NextAsync(CancellationToken.None).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Watch_TooMany_IsRefusedUntilOneHasGone()
    {
        var watchers = Enumerable.Range(0, SessionChanges.MaxWatchers).Select(_ => _changes.Watch(1)).ToList();
        Should.Throw<ApiException>(() => _changes.Watch(1)).Code.ShouldBe(ErrorCodes.TooManyStreams);
        _changes.Watch(2).Dispose();

        watchers[3].Dispose();
        watchers.Add(_changes.Watch(1));
        watchers.ForEach(watcher => watcher.Dispose());

        _changes.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Watch_ManyComeAndGoAtOnce_LeavesNobodyBehind()
    {
        await Parallel.ForAsync(0, 10_000, (number, _) =>
        {
            using var watcher = _changes.Watch(number % 3);
            _changes.Announce(number % 3);
            return ValueTask.CompletedTask;
        });

        _changes.Count.ShouldBe(0);
    }
}
