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
    private readonly FakeTimeProvider _clock = new(Some.At(10));
    private readonly FocusSession _session = Some.Active();
    private readonly SessionCommands _commands;

    public SessionCommandsTests()
    {
        _store.Put(_session);
        _commands = new SessionCommands(new(_store), _clock);
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
        var operation = Guid.CreateVersion7();

        var change = await _commands.RunAsync(_session.Id, Some.UserId, Some.Key, Pausing.Decide, CancellationToken.None, operation);

        _store[_session.Id].ShouldBe(change.Session);
        change.Session.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(10), FromKey: Some.Key));
        change.Events.ShouldHaveSingleItem().CorrelationId.ShouldBe(operation);
        _store.PublishedTypes.ShouldBe(["SessionPaused"]);
    }

    [Fact]
    public async Task Command_WithoutAnOperation_BeginsOne() =>
        (await RunAsync(Pausing.Decide)).Events.ShouldHaveSingleItem().CorrelationId.ShouldNotBe(Guid.Empty);

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

    private void Once(Action act)
    {
        _store.BeforeSave = _ =>
        {
            _store.BeforeSave = _ => { };
            act();
        };
    }
}
