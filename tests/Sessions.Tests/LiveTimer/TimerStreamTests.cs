using System.Threading.Channels;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.LiveTimer;
using FocusSuite.Sessions.Persistence;
using FocusSuite.Sessions.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using SessionStatus = FocusSuite.Sessions.Domain.SessionStatus;

namespace FocusSuite.Sessions.Tests.LiveTimer;

/// <summary>One watcher with time, storage and client in the test's hands. The clients' time and the suite's are the same here.</summary>
public sealed class TimerStreamTests : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly MemoryStore _store = new();
    private readonly SessionChanges _changes = new();
    private readonly Rereads _rereads;
    private readonly Channel<WatchActiveSessionResponse> _sent = Channel.CreateUnbounded<WatchActiveSessionResponse>();
    private readonly CancellationTokenSource _end = new();
    private readonly FocusSession _session = Some.Active();
    private Func<Task> _beforeSend = () => Task.CompletedTask;
    private Task _watching = Task.CompletedTask;

    public TimerStreamTests() => _rereads = new(new SessionStore(_store), _changes, _time, _time, NullLogger<Rereads>.Instance);

    public async ValueTask DisposeAsync()
    {
        _rereads.Dispose();
        await _end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(_watching.WaitAsync(Bound));
        _changes.Count.ShouldBe(0);
        _end.Dispose();
    }

    [Fact]
    public async Task Ticks_ClockRuns_ComeEachSecondWithoutARead()
    {
        _store.Put(_session);
        (await BeginAsync()).Kind.ShouldBe(LiveKind.State);
        _store.BeforeFind = () => throw new InvalidOperationException("A tick must not read.");
        _time.Advance(TimerStream.TickMargin);

        for (var second = 1; second <= 10; second++)
        {
            _time.Advance(TimerStream.TickInterval);
            var message = await NextAsync();
            (message.Kind, message.ActiveSession.ElapsedSeconds).ShouldBe((LiveKind.Tick, second));
        }
    }

    [Fact]
    public async Task Ticks_BegunWithinASecond_ComeWhenTheClockShowsTheNext()
    {
        _store.Put(_session);
        _time.Advance(TimeSpan.FromMilliseconds(1700));
        (await BeginAsync()).ActiveSession.ElapsedSeconds.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(300) + TimerStream.TickMargin);

        (await NextAsync()).ActiveSession.ElapsedSeconds.ShouldBe(2);
    }

    [Fact]
    public async Task Session_FromStartToEnd_IsToldAsItChanges()
    {
        (await BeginAsync()).ActiveSession.ShouldBeNull();

        await ShowsAsync(_session, LiveKind.Change, Protos.Sessions.V1.SessionStatus.Active);
        await ShowsAsync(_session.Pause(0), LiveKind.Change, Protos.Sessions.V1.SessionStatus.Paused);

        // While the clock stands nothing is said.
        _time.Advance(TimeSpan.FromSeconds(5));
        await ShowsAsync(_session.Pause(0).Resume(1), LiveKind.Change, Protos.Sessions.V1.SessionStatus.Active);
        await ShowsAsync(_session with { Status = SessionStatus.Canceled }, LiveKind.Change, null);
        _time.Advance(TimeSpan.FromSeconds(5));
        await ShowsAsync(Some.Active(), LiveKind.Change, Protos.Sessions.V1.SessionStatus.Active);
    }

    [Fact]
    public async Task Change_NobodyAnnouncedIt_IsFoundByTheReread()
    {
        _store.Put(Some.Paused(0));
        await BeginAsync();
        _store.Put(_store.Only() with { Status = SessionStatus.Canceled });

        await RereadAsync();

        var message = await NextAsync();
        (message.Kind, message.ActiveSession).ShouldBe((LiveKind.Change, null));
    }

    [Fact]
    public async Task Change_MadeWhileTheFirstReadRuns_IsNotMissed()
    {
        _store.Put(_session);
        _store.BeforeFind = () =>
        {
            _store.BeforeFind = () => { };
            _changes.Announce(Some.UserId);
        };
        await BeginAsync();
        _store.Put(_session.Pause(0));
        _changes.Announce(Some.UserId);

        (await NextAsync()).ActiveSession.Status.ShouldBe(Protos.Sessions.V1.SessionStatus.Paused);
    }

    [Fact]
    public async Task SlowClient_MuchHappensMeanwhile_IsToldTheNewestStateOnly()
    {
        _store.Put(_session);
        await BeginAsync();
        var (asked, room) = (NewSignal(), NewSignal());
        _beforeSend = () =>
        {
            asked.TrySetResult();
            return room.Task;
        };
        _changes.Announce(Some.UserId);
        _store.Put(_session.Pause(0));
        _changes.Announce(Some.UserId);
        await asked.Task.WaitAsync(Bound);

        for (var i = 0; i < 1000; i++)
        {
            _store.Put(
                _session with { Distractions = [.. Enumerable.Range(0, i % 7).Select(number => new Distraction("Phone", Some.Start))] });
            _changes.Announce(Some.UserId);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        room.SetResult();
        (await NextAsync()).ActiveSession.Status.ShouldBe(Protos.Sessions.V1.SessionStatus.Paused);
        var newest = await NextAsync();
        (newest.Kind, newest.ActiveSession.DistractionCount, newest.ActiveSession.ElapsedSeconds).ShouldBe((LiveKind.Change, 999 % 7, 100));
        _sent.Reader.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Storage_AwayForAWhile_TimeGoesOnAndTheChangeFollows()
    {
        _store.Put(_session);
        await BeginAsync();
        var failed = NewSignal();
        _store.BeforeFind = () =>
        {
            failed.TrySetResult();
            throw new TimeoutException();
        };
        _store.Put(_session.Pause(0));
        _changes.Announce(Some.UserId);
        await failed.Task.WaitAsync(Bound);
        _time.Advance(TimeSpan.FromMilliseconds(999));
        _time.Advance(TimeSpan.FromMilliseconds(1) + TimerStream.TickMargin);
        (await NextAsync()).Kind.ShouldBe(LiveKind.Tick);

        _store.BeforeFind = () => { };
        await RereadAsync(turns: 1);

        (await NextAsync(LiveKind.Change)).ActiveSession.Status.ShouldBe(Protos.Sessions.V1.SessionStatus.Paused);
    }

    [Fact]
    public async Task ComesBack_WithTheEventItSawLast_HearsThatNothingChanged()
    {
        _store.Put(_session);

        (await BeginAsync($"{_session.Id}-1-9")).ShouldSatisfyAllConditions(
            message => message.Kind.ShouldBe(LiveKind.Tick),
            message => message.EventId.ShouldBe($"{_session.Id}-1-10"));
    }

    private async Task RereadAsync(int turns = 15)
    {
        for (; turns > 0; turns--)
        {
            await _rereads.RunAsync(_end.Token);
        }
    }

    private Task<WatchActiveSessionResponse> BeginAsync(string? lastEventId = null)
    {
        var timer = new TimerStream(new SessionStore(_store), _changes, _time, _time, NullLogger<TimerStream>.Instance);
        _watching = timer.RunAsync(Some.UserId, lastEventId, SendAsync, _end.Token);
        return NextAsync();
    }

    private async Task SendAsync(WatchActiveSessionResponse message, CancellationToken cancellationToken)
    {
        await _beforeSend().WaitAsync(cancellationToken);
        await _sent.Writer.WriteAsync(message, cancellationToken);
    }

    private async Task ShowsAsync(FocusSession session, LiveKind kind, Protos.Sessions.V1.SessionStatus? status)
    {
        _store.Put(session);
        _changes.Announce(Some.UserId);
        var message = await NextAsync(kind);
        message.ActiveSession?.Status.ShouldBe(status!.Value);
        (message.ActiveSession is null).ShouldBe(status is null);
    }

    private async Task<WatchActiveSessionResponse> NextAsync() => await _sent.Reader.ReadAsync().AsTask().WaitAsync(Bound);

    private async Task<WatchActiveSessionResponse> NextAsync(LiveKind kind)
    {
        while (true)
        {
            if (await NextAsync() is var message && message.Kind == kind)
            {
                return message;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
