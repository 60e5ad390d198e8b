using FocusSuite.Domain;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using FocusSuite.Sessions.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Features;

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

        await Should.ThrowAsync<ApiException>(RunAsync((session, operation) => session.Pause(operation)))
            .RefusesWith(ErrorCodes.SessionNotActive);

        _store[_session.Id].Pauses.Count.ShouldBe(1);
        _store.PublishedTypes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Command_ThatLosesEveryRace_IsAConflict()
    {
        _store.BeforeSave = _ => _store.Put(_store[_session.Id]);

        await Should.ThrowAsync<ApiException>(RunAsync((session, operation) => session.Pause(operation))).RefusesWith(ErrorCodes.Conflict);
    }

    [Fact]
    public async Task RefusedCommand_OnAnOverdueSession_SavesTheSettlementOnce()
    {
        _clock.SetUtcNow(Some.At(60));

        await Should.ThrowAsync<ApiException>(RunAsync((session, operation) => session.Cancel(operation)))
            .RefusesWith(ErrorCodes.SessionEnded);
        await Should.ThrowAsync<ApiException>(RunAsync((session, operation) => session.Cancel(operation)))
            .RefusesWith(ErrorCodes.SessionEnded);

        _store[_session.Id].EndedBy.ShouldBe(EndedBy.System);
        _store.PublishedTypes.ShouldBe(["SessionCompleted"]);
    }

    [Fact]
    public async Task Command_OnAReplicaWhoseClockIsBehind_NeverGoesBackInTime()
    {
        _store.Put(_session.Pause(10.001));

        await RunAsync((session, operation) => session.Resume(operation));

        _store[_session.Id].Pauses[0].ShouldBe(new Pause(Some.At(10.001), Some.At(10.001)));
    }

    [Theory]
    [InlineData("507f1f77bcf86cd799439011", Some.UserId)]
    [InlineData("no id", Some.UserId)]
    [InlineData(null, Some.UserId + 1)]
    public async Task Command_OnWhatIsNotTheUsersSession_IsNotFound(string? sessionId, long userId)
    {
        var run = _commands.RunAsync(
            sessionId ?? _session.Id, userId, null, (session, operation) => session.Pause(operation), CancellationToken.None);

        await Should.ThrowAsync<ApiException>(run).RefusesWith(ErrorCodes.NotFound);
        _store[_session.Id].ShouldBe(_session);
    }

    [Fact]
    public async Task Command_ThatIsAllowed_SavesTheStateWithItsEvent()
    {
        var change = await _commands.RunAsync(
            _session.Id, Some.UserId, Some.Key, (session, operation) => session.Pause(operation), CancellationToken.None);

        _store[_session.Id].ShouldBe(change.State!);
        change.State!.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(10), FromKey: Some.Key));
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

        change.State!.ShouldBe(_store[_session.Id]);
        _waits.ShouldBe(1);
        _effects.WasWaitedFor(change.Events.Single().CorrelationId).ShouldBeTrue();
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    /// <summary>S4: a repeat knows what to wait for.</summary>
    [Fact]
    public async Task Complete_Repeated_WaitsForTheSameEffects()
    {
        var first = await CompleteAsync(Some.Key);

        (await CompleteAsync(Some.Key)).State!.ShouldBe(first.State!);

        _waits.ShouldBe(2, "what the first request caused may still be on its way");
        _effects.Expected.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Complete_ThatIsRefused_LetsTheWaitGo()
    {
        await CompleteAsync(Some.Key);

        await Should.ThrowAsync<ApiException>(CompleteAsync("other")).RefusesWith(ErrorCodes.SessionEnded);

        _waits.ShouldBe(1);
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    /// <summary>
    /// D3: whatever completes a session is answered after its effects: a pause after the bell, and a command that meets one left open.
    /// </summary>
    [Theory]
    [InlineData(32)]
    [InlineData(55)]
    public async Task Pause_AfterTheBell_WaitsForTheEffectsOfTheCompletion(double minutes)
    {
        _clock.SetUtcNow(Some.At(minutes));

        await Record.ExceptionAsync(() => RunAsync((session, operation) => session.Pause(operation)));

        _store[_session.Id].Status.ShouldBe(SessionStatus.Completed);
        _waits.ShouldBe(1);
        _effects.AllAreLetGo.ShouldBeTrue();
    }

    [Fact]
    public async Task Command_ThatChangesNothing_SavesNothing()
    {
        _store.BeforeSave = _ => throw new InvalidOperationException("Nothing is to be saved.");

        (await RunAsync((session, _) => Decision.Unchanged(session))).ChangesNothing.ShouldBeTrue();
    }

    /// <summary>S4: whoever causes that a session is completed, the answer comes after its effects; also that of a refusal.</summary>
    [Fact]
    public async Task Command_ThatMeetsAnOverdueSession_WaitsForTheEffectsOfItsEnd()
    {
        var effects = new FakeEffects();
        var commands = new SessionCommands(new(_store), effects, _clock);
        await commands.RunAsync(_session.Id, Some.UserId, null, (session, operation) => session.Pause(operation), CancellationToken.None);
        effects.Expected.ShouldBeEmpty("nothing follows from a pause");
        _store.Put(_session);
        _clock.SetUtcNow(Some.At(60));

        await Should.ThrowAsync<ApiException>(
            commands.RunAsync(_session.Id, Some.UserId, null, (session, operation) => session.Cancel(operation), CancellationToken.None))
            .RefusesWith(ErrorCodes.SessionEnded);

        var operation = effects.Expected.ShouldHaveSingleItem();
        effects.WasWaitedFor(operation).ShouldBeTrue();
        effects.IsLetGo(operation).ShouldBeTrue();
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

    private Task<Decision<FocusSession>> RunAsync(Func<FocusSession, OperationContext, Decision<FocusSession>> decide) =>
        _commands.RunAsync(_session.Id, Some.UserId, null, decide, CancellationToken.None);

    private Task<Decision<FocusSession>> CompleteAsync(string key) =>
        _commands.RunAsync(
            _session.Id, Some.UserId, key, (session, operation) => session.Complete(null, null, operation), CancellationToken.None);

    private void Once(Action act)
    {
        _store.BeforeSave = _ =>
        {
            _store.BeforeSave = _ => { };
            act();
        };
    }
}
