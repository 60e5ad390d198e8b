using FocusSuite.Documents;
using FocusSuite.Protos.Sessions.V1;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.LiveTimer;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.LiveTimer;

public sealed class LiveFeedTests
{
    private readonly LiveFeed _feed = new();
    private readonly FocusSession _session = Some.Active();

    [Fact]
    public void Begin_NoSession_IsTheStateNone()
    {
        var message = _feed.Begin(null, Some.At(0), null);

        (message.EventId, message.Kind, message.ActiveSession).ShouldBe(("none-0-1", LiveKind.State, null));
        _feed.UntilNextSecond(Some.At(0)).ShouldBeNull();
    }

    [Fact]
    public void Begin_LiveSession_ShowsItAtThatTime()
    {
        var message = _feed.Begin(Version(1), Some.At(10), null);

        (message.EventId, message.Kind).ShouldBe(($"{_session.Id}-1-1", LiveKind.State));
        (message.ActiveSession.SessionId, message.ActiveSession.ElapsedSeconds, message.ActiveSession.RemainingSeconds)
            .ShouldBe((_session.Id, 600, 900));
    }

    [Theory]
    [InlineData("ID-2-7", LiveKind.Tick, 8)]
    [InlineData("ID-1-7", LiveKind.State, 8)]
    [InlineData("none-0-7", LiveKind.State, 8)]
    [InlineData("0123456789abcdef01234567-2-7", LiveKind.State, 8)]
    [InlineData("something else", LiveKind.State, 1)]
    public void Begin_ClientComesBack_LearnsWhetherItMissedAnything(string lastEventId, LiveKind kind, int number)
    {
        var message = _feed.Begin(Version(2), Some.At(1), lastEventId.Replace("ID", _session.Id, StringComparison.Ordinal));

        (message.Kind, message.EventId, message.ActiveSession.ElapsedSeconds).ShouldBe((kind, $"{_session.Id}-2-{number}", 60));
    }

    [Fact]
    public void Begin_ClientComesBackAndThereIsStillNone_IsTick() => _feed.Begin(null, Some.At(1), "none-0-3").Kind.ShouldBe(LiveKind.Tick);

    [Fact]
    public void Read_SameVersion_SaysNothing()
    {
        _feed.Begin(Version(1), Some.At(0), null);

        _feed.Read(Version(1), Some.At(1)).ShouldBeNull();
    }

    [Fact]
    public void Read_NewVersion_IsChange()
    {
        _feed.Begin(Version(1), Some.At(0), null);

        var message = _feed.Read(new(_session.Pause(1), 2), Some.At(2))!;

        (message.Kind, message.EventId, message.ActiveSession.Status, message.ActiveSession.ElapsedSeconds)
            .ShouldBe((LiveKind.Change, $"{_session.Id}-2-2", Protos.Sessions.V1.SessionStatus.Paused, 60));
    }

    [Fact]
    public void Read_AnotherSessionOfTheSameVersion_IsChange()
    {
        _feed.Begin(Version(1), Some.At(0), null);

        _feed.Read(new(Some.Active(), 1), Some.At(1))!.Kind.ShouldBe(LiveKind.Change);
    }

    [Fact]
    public void Read_Ended_IsChangeToNoneOnce()
    {
        _feed.Begin(Version(1), Some.At(0), null);

        var message = _feed.Read(null, Some.At(1))!;

        (message.Kind, message.EventId, message.ActiveSession).ShouldBe((LiveKind.Change, "none-0-2", null));
        _feed.Read(null, Some.At(2)).ShouldBeNull();
        _feed.Tick(Some.At(2)).ShouldBeNull();
    }

    [Fact]
    public void Tick_ClockRuns_ShowsTheTime()
    {
        _feed.Begin(Version(1), Some.At(0), null);

        var message = _feed.Tick(Some.At(2))!;

        (message.Kind, message.EventId, message.ActiveSession.ElapsedSeconds).ShouldBe((LiveKind.Tick, $"{_session.Id}-1-2", 120));
    }

    [Fact]
    public void Tick_ClockStands_SaysNothing()
    {
        _feed.Begin(new(Some.Paused(1), 2), Some.At(2), null);

        _feed.Tick(Some.At(3)).ShouldBeNull();
        _feed.UntilNextSecond(Some.At(3)).ShouldBeNull();
    }

    [Fact]
    public void Tick_Overdue_IsChangeToNoneOnce()
    {
        _feed.Begin(Version(1), Some.At(0), null);
        _feed.Tick(Some.At(54.9))!.ActiveSession.RemainingSeconds.ShouldBe(0);

        var message = _feed.Tick(Some.At(55))!;

        (message.Kind, message.ActiveSession).ShouldBe((LiveKind.Change, null));
        _feed.Tick(Some.At(56)).ShouldBeNull();

        // The sweep has saved it; nothing is new to who was told.
        _feed.Read(null, Some.At(56)).ShouldBeNull();
    }

    [Fact]
    public void HasChanged_WhatWasTold_IsNoNewsUntilItShowsSomethingElse()
    {
        _feed.Begin(Version(1), Some.At(0), null);

        _feed.HasChanged(Version(1), Some.At(1)).ShouldBeFalse();
        _feed.HasChanged(Version(2), Some.At(1)).ShouldBeTrue();
        _feed.HasChanged(new(Some.Active(), 1), Some.At(1)).ShouldBeTrue();
        _feed.HasChanged(null, Some.At(1)).ShouldBeTrue();
        _feed.HasChanged(Version(1), Some.At(55)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(250, 750)]
    [InlineData(1999, 1)]
    [InlineData(2000, 1000)]
    public void UntilNextSecond_ClockRuns_IsTheRestOfTheSecond(int elapsed, int rest)
    {
        _feed.Begin(Version(1), Some.At(0), null);

        _feed.UntilNextSecond(Some.Start.AddMilliseconds(elapsed)).ShouldBe(TimeSpan.FromMilliseconds(rest));
    }

    private Versioned<FocusSession> Version(long version) => new(_session, version);
}
