using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.Sessions.Timing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Deciding;

public sealed class SessionCommandsTests
{
    private readonly MemoryStore _store = new();
    private readonly FakeEffects _effects = new();
    private readonly FakeTimeProvider _clock = new(Some.At(10));
    private readonly FocusSession _session = Some.Active();
    private readonly SessionCommands _commands;
    private int _waits;

    public SessionCommandsTests()
    {
        _store.Put(_session);
        _commands = new SessionCommands(new(_store), _effects, _clock);
        _effects.WhenWaitedFor = () =>
        {
            _waits++;
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task Command_ThatLosesARace_DecidesAgainOnWhatTheWinnerLeft()
    {
        // Somebody pauses between the read and the save.
        Once(() => _store.Put(_store[_session.Id].Pause(10)));

        await Should.ThrowAsync<FocusException>(RunAsync(Pausing.Decide)).RefusesWith(ErrorCodes.SessionNotActive);

        _store[_session.Id].Pauses.Count.ShouldBe(1);
        _store.PublishedTypes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Command_ThatLosesEveryRace_IsAConflict()
    {
        _store.BeforeSave = _ => _store.Put(_store[_session.Id]);

        await Should.ThrowAsync<FocusException>(RunAsync(Pausing.Decide)).RefusesWith(ErrorCodes.Conflict);
    }

    [Fact]
    public async Task RefusedCommand_OnAnOverdueSession_SavesTheSettlementOnce()
    {
        _clock.SetUtcNow(Some.At(60));

        await Should.ThrowAsync<FocusException>(RunAsync(Cancellation.Decide)).RefusesWith(ErrorCodes.SessionEnded);
        await Should.ThrowAsync<FocusException>(RunAsync(Cancellation.Decide)).RefusesWith(ErrorCodes.SessionEnded);

        _store[_session.Id].EndedBy.ShouldBe(EndedBy.System);
        _store.PublishedTypes.ShouldBe(["SessionCompleted"]);
    }

    [Fact]
    public async Task Command_OnAReplicaWhoseClockIsBehind_NeverGoesBackInTime()
    {
        _store.Put(_session.Pause(10.001));

        await RunAsync(Resuming.Decide);

        _store[_session.Id].Pauses[0].ShouldBe(new Pause(Some.At(10.001), Some.At(10.001)));
    }

    [Theory]
    [InlineData("507f1f77bcf86cd799439011", Some.UserId)]
    [InlineData("no id", Some.UserId)]
    [InlineData(null, Some.UserId + 1)]
    public async Task Command_OnWhatIsNotThePersonsSession_IsNotFound(string? sessionId, long userId)
    {
        var run = _commands.RunAsync(sessionId ?? _session.Id, userId, null, Pausing.Decide, CancellationToken.None);

        await Should.ThrowAsync<FocusException>(run).RefusesWith(ErrorCodes.NotFound);
        _store[_session.Id].ShouldBe(_session);
    }

    [Fact]
    public async Task Command_ThatIsAllowed_SavesTheStateWithItsEvent()
    {
        var change = await _commands.RunAsync(_session.Id, Some.UserId, Some.Key, Pausing.Decide, CancellationToken.None);

        _store[_session.Id].ShouldBe(change.Session);
        change.Session.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(10), FromKey: Some.Key));
        change.Events.ShouldHaveSingleItem().CorrelationId.ShouldNotBe(Guid.Empty);
        _store.PublishedTypes.ShouldBe(["SessionPaused"]);
        _waits.ShouldBe(0, "a pause has no effects elsewhere");
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Complete_OfALiveSession_WaitsForItsEffectsAfterTheSave()
    {
        _effects.WhenWaitedFor = () =>
        {
            _waits++;
            _store[_session.Id].Status.ShouldBe(SessionStatus.Completed);
            return Task.CompletedTask;
        };

        var change = await CompleteAsync(Some.Key);

        change.Session.ShouldBe(_store[_session.Id]);
        _waits.ShouldBe(1);
        _effects.WasWaitedFor(change.Events.Single().CorrelationId).ShouldBeTrue();
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Complete_Repeated_DoesNotWaitAgain()
    {
        var first = await CompleteAsync(Some.Key);

        (await CompleteAsync(Some.Key)).Session.ShouldBe(first.Session);

        _waits.ShouldBe(1);
    }

    [Fact]
    public async Task Complete_ThatIsRefused_LetsTheWaitGo()
    {
        await CompleteAsync(Some.Key);

        await Should.ThrowAsync<FocusException>(CompleteAsync("other")).RefusesWith(ErrorCodes.SessionEnded);

        _waits.ShouldBe(1);
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    /// <summary>D3: whatever completes a session is answered after its effects: a pause after the bell, and a command that meets one left open.</summary>
    [Theory]
    [InlineData(32)]
    [InlineData(55)]
    public async Task Pause_AfterTheBell_WaitsForTheEffectsOfTheCompletion(double minutes)
    {
        _clock.SetUtcNow(Some.At(minutes));

        await Record.ExceptionAsync(() => RunAsync(Pausing.Decide));

        _store[_session.Id].Status.ShouldBe(SessionStatus.Completed);
        _waits.ShouldBe(1);
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Command_ThatChangesNothing_SavesNothing()
    {
        _store.BeforeSave = _ => throw new InvalidOperationException("Nothing is to be saved.");

        (await RunAsync((session, _) => Change.None(session))).IsNone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(54, nameof(SessionStatus.Active))]
    [InlineData(55, nameof(SessionStatus.Completed))]
    public async Task Settle_OfASession_EndsItWhenItIsOverdue(double minutes, string status)
    {
        _clock.SetUtcNow(Some.At(minutes));

        await _commands.SettleAsync(_session, CancellationToken.None);

        _store[_session.Id].Status.ToString().ShouldBe(status);
    }

    private Task<Change> RunAsync(Func<FocusSession, Operation, Change> decide) =>
        _commands.RunAsync(_session.Id, Some.UserId, null, decide, CancellationToken.None);

    private Task<Change> CompleteAsync(string key) =>
        _commands.RunAsync(_session.Id, Some.UserId, key, new Completion(null, null).Decide, CancellationToken.None);

    private void Once(Action act)
    {
        _store.BeforeSave = _ =>
        {
            _store.BeforeSave = _ => { };
            act();
        };
    }
}
