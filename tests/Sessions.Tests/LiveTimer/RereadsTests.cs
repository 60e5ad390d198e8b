using System.Text.Json;
using FocusSuite.Documents;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.LiveTimer;
using FocusSuite.Sessions.Persistence;
using FocusSuite.Sessions.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.LiveTimer;

/// <summary>What nobody told of is found, and for whom nothing is new is left alone.</summary>
public sealed class RereadsTests : IDisposable
{
    private const int TurnsOfAnInterval = 15;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Turn = Rereads.Interval / TurnsOfAnInterval;

    private readonly SignalingTime _time = new();
    private readonly MemoryStore _store = new();
    private readonly SessionChanges _changes = new();
    private readonly Rereads _rereads;
    private int _reads;

    public RereadsTests()
    {
        _rereads = new Rereads(new SessionStore(_store), _changes, _time, _time, NullLogger<Rereads>.Instance);
        _store.BeforeFind = () => _reads++;
    }

    public static TheoryData<int> UserIds => [.. Enumerable.Range(1, TurnsOfAnInterval + 1)];

    public void Dispose() => _rereads.Dispose();

    [Theory]
    [MemberData(nameof(UserIds))]
    public async Task Interval_SomethingChanged_WakesWhoeverWatchesAndReadsOnce(int userId)
    {
        var session = Some.Paused(0) with { UserId = userId };
        _store.Put(session);
        using var one = Watch(userId);
        using var another = Watch(userId);
        _store.Put(session.Resume(1));

        await IntervalAsync();

        await ShouldBeWokenAsync(one);
        await ShouldBeWokenAsync(another);
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task Interval_SessionBeganOrWent_WakesWhoeverWatches()
    {
        var session = Some.Paused(0);
        using var withNone = Watch(1);
        _store.Put(session);
        using var withOne = Watch(Some.UserId);
        _store.Put(session with { Status = SessionStatus.Canceled });
        _store.Put(Some.Active() with { UserId = 1 });

        await IntervalAsync();

        await ShouldBeWokenAsync(withNone);
        await ShouldBeWokenAsync(withOne);
    }

    [Fact]
    public async Task Interval_PauseBecameOverdue_WakesUntilItIsTold()
    {
        _store.Put(Some.Paused(0));
        using var watcher = Watch(Some.UserId);

        // The sweep may be late: nothing changes in the store.
        _time.Advance(FocusSession.MaxPause);
        await IntervalAsync();
        await ShouldBeWokenAsync(watcher);

        Tell(watcher);
        await IntervalAsync();
        await ShouldSleepAsync(watcher);
    }

    [Fact]
    public async Task Interval_NothingChanged_WakesNobody()
    {
        _store.Put(Some.Active());
        using var running = Watch(Some.UserId);
        using var withNone = Watch(1);

        await IntervalAsync();
        await IntervalAsync();

        _reads.ShouldBe(4);
        await ShouldSleepAsync(running);
        await ShouldSleepAsync(withNone);
    }

    [Fact]
    public async Task Turn_ManyWatchers_IsOneReadForAsManyAsAnAnswerHolds()
    {
        var watchers = Enumerable.Range(1, DocumentLimits.MaxRead + 1).Select(number => Watch(number * TurnsOfAnInterval)).ToList();
        foreach (var watcher in watchers)
        {
            _store.Put(Some.Active() with { UserId = watcher.UserId });
        }

        await IntervalAsync();

        _reads.ShouldBe(2);
        foreach (var watcher in watchers)
        {
            await ShouldBeWokenAsync(watcher);
            watcher.Dispose();
        }
    }

    [Fact]
    public async Task Interval_ManyPeople_HasAnEvenPartOfThemInEachTurn()
    {
        var watchers = Enumerable.Range(1, 10 * TurnsOfAnInterval).Select(number => Watch(number)).ToList();
        _store.BeforeFind = () => throw new TimeoutException();
        for (var turn = 0; turn < TurnsOfAnInterval; turn++)
        {
            watchers.ForEach(watcher => watcher.IsDue = false);

            // Whom a read is for is seen where it fails.
            await Should.ThrowAsync<TimeoutException>(_rereads.RunAsync(CancellationToken.None));

            watchers.Count(watcher => watcher.IsDue).ShouldBe(10);
        }

        watchers.ForEach(watcher => watcher.Dispose());
    }

    [Fact]
    public async Task Turn_TheOneBeforeFailed_ReadsForItsPeopleToo()
    {
        _store.Put(Some.Paused(0));
        using var watcher = Watch(Some.UserId);
        watcher.IsDue = true;
        _store.Put(_store.Only() with { Status = SessionStatus.Canceled });
        _store.BeforeFind = () => throw new TimeoutException();
        await Should.ThrowAsync<TimeoutException>(_rereads.RunAsync(CancellationToken.None));
        await ShouldSleepAsync(watcher);

        _store.BeforeFind = () => _reads++;
        await _rereads.RunAsync(CancellationToken.None);
        await ShouldBeWokenAsync(watcher);

        await _rereads.RunAsync(CancellationToken.None);
        _reads.ShouldBe(1);
    }

    [Fact]
    public async Task Turn_WatchersOwnReadFailsMeanwhile_IsFollowedByAnotherRead()
    {
        using var watcher = Watch(Some.UserId);
        watcher.IsDue = true;
        _store.BeforeFind = () => watcher.IsDue = ++_reads == 1;

        await _rereads.RunAsync(CancellationToken.None);
        await _rereads.RunAsync(CancellationToken.None);
        await _rereads.RunAsync(CancellationToken.None);

        _reads.ShouldBe(2);
    }

    [Fact]
    public async Task Turn_ADocumentCannotBeRead_LetsEachReadItsOwn()
    {
        using var one = Watch(Some.UserId);
        using var other = Watch(Some.UserId + 1);
        one.IsDue = other.IsDue = true;
        _store.BeforeFind = () => throw new JsonException();

        await _rereads.RunAsync(CancellationToken.None);

        (one.IsDue, other.IsDue).ShouldBe((false, false));
        await ShouldBeWokenAsync(one);
        await ShouldBeWokenAsync(other);
    }

    [Fact]
    public async Task Interval_StreamHasClosed_ReadsNothing()
    {
        Watch(Some.UserId).Dispose();

        await IntervalAsync();

        _reads.ShouldBe(0);
    }

    [Fact]
    public async Task Service_StorageAwayForAWhile_GoesOnAndFindsTheChange()
    {
        _store.Put(Some.Paused(0));
        using var watcher = Watch(Some.UserId);
        _store.Put(_store.Only() with { Status = SessionStatus.Canceled });
        watcher.IsDue = true;
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.BeforeFind = () =>
        {
            _store.BeforeFind = () => { };
            failed.TrySetResult();
            throw new TimeoutException();
        };
        await _rereads.StartAsync(CancellationToken.None);
        await _time.TimerMade.Task.WaitAsync(Bound);

        _time.Advance(Turn);
        await failed.Task.WaitAsync(Bound);
        _time.Advance(Turn);

        (await watcher.ChangeSignal.NextAsync(CancellationToken.None).AsTask().WaitAsync(Bound)).ShouldBe(Wake.Change);
        await _rereads.StopAsync(CancellationToken.None).WaitAsync(Bound);
    }

    private async Task IntervalAsync()
    {
        for (var turn = 0; turn < TurnsOfAnInterval; turn++)
        {
            await _rereads.RunAsync(CancellationToken.None);
        }
    }

    /// <summary>Somebody who watches and was told how things stand.</summary>
    private SessionChanges.Watcher Watch(long userId)
    {
        var watcher = _changes.Watch(userId);
        Tell(watcher);
        return watcher;
    }

    private void Tell(SessionChanges.Watcher watcher) => watcher.Feed.Begin(_store.Live(watcher.UserId), _time.GetUtcNow(), null);

    private static async Task ShouldBeWokenAsync(SessionChanges.Watcher watcher)
    {
        var next = watcher.ChangeSignal.NextAsync(CancellationToken.None);
        next.IsCompleted.ShouldBeTrue();
        (await next).ShouldBe(Wake.Change);
    }

    // A wake that waits would come together with this one.
    private static async Task ShouldSleepAsync(SessionChanges.Watcher watcher)
    {
        watcher.ChangeSignal.Add(Wake.Tick);
        (await watcher.ChangeSignal.NextAsync(CancellationToken.None)).ShouldBe(Wake.Tick);
    }

    private sealed class SignalingTime() : FakeTimeProvider(Some.Start)
    {
        public TaskCompletionSource TimerMade { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            TimerMade.TrySetResult();
            return timer;
        }
    }
}
