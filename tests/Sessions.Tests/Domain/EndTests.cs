using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

/// <summary>The one place where end, credit and date of a session are decided.</summary>
public sealed class EndTests
{
    private const int Day = 24 * 60;

    /// <summary>D3: what another part of the suite ends, at a moment that may have passed, ends as what is left open does.</summary>
    [Theory]
    [InlineData(10, 10, 600)]
    [InlineData(1, 1, 60)]
    [InlineData(25, 25, 1500)]
    [InlineData(40, 25, 1500)]
    public void Close_OfAnActiveSession_CompletesItThenOrAtItsPlannedEnd(double at, double ended, int credited)
    {
        var operation = Some.Operation(50, Some.Key);

        var change = Some.Active().EndWithProgram(Some.At(at), operation);

        (change.State!.Status, change.State!.EndedBy, change.State!.EndedAt, change.State!.EndKey)
            .ShouldBe((SessionStatus.Completed, EndedBy.System, Some.At(ended), null));
        var completed = change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCompleted>();
        (completed.CreditedSeconds, completed.EndedAt, completed.CreditedUntil, completed.OccurredAt)
            .ShouldBe((credited, Some.At(ended), Some.At(ended), operation.Now));
    }

    /// <summary>D3: a paused one ends at its pause, unless the moment was before it.</summary>
    [Theory]
    [InlineData(30, 5, 300)]
    [InlineData(3, 3, 180)]
    public void Close_OfAPausedSession_CompletesItAtItsPause(double at, double ended, int credited)
    {
        var session = Some.Paused(5).EndWithProgram(Some.At(at), Some.Operation(40)).State!;

        (session.Status, session.EndedAt, session.CreditedSeconds).ShouldBe((SessionStatus.Completed, Some.At(ended), credited));
        session.Pauses.ShouldHaveSingleItem().ShouldBe(new Pause(Some.At(5), Some.At(5)));
    }

    /// <summary>D3: less than a minute is nothing to credit, however it came about.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 30)]
    [InlineData(0.999, 59)]
    public void Close_OfASessionOfLessThanAMinute_CancelsIt(double at, int actual)
    {
        var change = Some.Active().EndWithProgram(Some.At(at), Some.Operation(5));

        (change.State!.Status, change.State!.EndedBy, change.State!.EndedAt, change.State!.ActualSeconds, change.State!.CreditedSeconds)
            .ShouldBe((SessionStatus.Canceled, EndedBy.System, Some.At(at), actual, 0));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCanceled>();
    }

    /// <summary>The clocks of two services may differ: a session does not end before it began.</summary>
    [Fact]
    public void Close_BeforeItsStart_EndsItThere()
    {
        var session = Some.Active().EndWithProgram(Some.At(-5), Some.Operation(5)).State!;

        (session.Status, session.EndedAt, session.ActualSeconds).ShouldBe((SessionStatus.Canceled, session.StartedAt, 0));
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Close_OfAnEndedSession_ChangesNothing(string status)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        session.EndWithProgram(Some.At(12), Some.Operation(12)).ChangesNothing.ShouldBeTrue();
    }

    /// <summary>Only the request that paused after the bell is answered as if it had paused.</summary>
    [Fact]
    public void WasPausedAfterTheBell_OfWhomAndHow_IsOfThatRequestAlone()
    {
        var rung = Some.In(SessionStatus.Completed) with { EndedBy = EndedBy.System, EndKey = Some.Key };

        rung.WasPausedAfterTheBell(Some.Key).ShouldBeTrue();
        rung.WasPausedAfterTheBell("another key").ShouldBeFalse();
        (rung with { EndedBy = EndedBy.Person }).WasPausedAfterTheBell(Some.Key).ShouldBeFalse();
        (rung with { Status = SessionStatus.Canceled }).WasPausedAfterTheBell(Some.Key).ShouldBeFalse();
    }

    /// <summary>D2, D3: five thousand random lives against a clock that is walked second by second.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void End_OfRandomLives_IsThatOfAClockWalkedSecondBySecond(int seed)
    {
        var random = new Random(seed);
        for (var life = 0; life < 1000; life++)
        {
            var (change, walked, wish) = Live(random);

            var session = change.State!;
            var story =
                $"seed {seed}, life {life}: {wish}, planned {session.PlannedSeconds} s, pauses {string.Join(' ', session.Pauses)}, ended "
                + $"{session.EndedAt}";
            if (wish != "complete" && walked.Credited < 60)
            {
                (session.Status, session.CreditedSeconds).ShouldBe((SessionStatus.Canceled, 0), story);
                continue;
            }

            var completed = change.Events.OfType<SessionCompleted>().ShouldHaveSingleItem(story);
            (session.Status, session.CreditedSeconds, completed.CreditedSeconds)
                .ShouldBe((SessionStatus.Completed, walked.Credited, walked.Credited), story);
            completed.CreditedUntil.ShouldBe(Some.Start.AddSeconds(walked.Until), story);
            completed.LocalDate.ShouldBe(Some.DateIn("Pacific/Chatham", Some.Start.AddSeconds(walked.Until)), story);
            session.EndedAt.ShouldBe(wish == "complete" ? change.Events[0].OccurredAt : Some.Start.AddSeconds(walked.Until), story);
        }
    }

    private static (Decision<FocusSession> Change, Walk Walked, string Wish) Live(Random random)
    {
        var planned = random.Next(1, 4);
        var session = Some.Active(planned, "Pacific/Chatham");
        var walk = new Walk(planned * 60);
        var now = 0;
        while (true)
        {
            var step = random.Next(3) == 0 ? random.Next(0, 3) : random.Next(0, 400);
            (now, walk) = (now + step, walk.Go(step));
            var operation = new OperationContext(Guid.CreateVersion7(), Some.Start.AddSeconds(now));
            if (session.SettleOverdue(operation) is { ChangesNothing: false } settled)
            {
                return (settled, walk, "expiry");
            }

            switch (random.Next(5))
            {
                case 0:
                    return (session.Complete(null, null, operation), walk, "complete");
                case 1:
                    return (session.EndWithProgram(operation.Now, operation), walk, "close");
                case 2 or 3 when session.Status == SessionStatus.Active:
                    var pause = session.Pause(operation);
                    if (!pause.State!.IsLive)
                    {
                        return (pause, walk, "pause");
                    }

                    (session, walk) = (pause.State!, walk with { Stands = true });
                    break;
                case 2 or 3:
                    (session, walk) = (session.Resume(operation).State!, walk with { Stands = false });
                    break;
                default:
                    if (random.Next(20) == 0)
                    {
                        (now, walk) = (now + (Day * 60), walk.Go(Day * 60));
                    }

                    break;
            }
        }
    }

    /// <summary>A second implementation of the rule: what a second of the wall adds, and where the last that counted ended.</summary>
    private sealed record Walk(int Planned)
    {
        public bool Stands { get; init; }

        public int Now { get; private init; }

        public int Credited { get; private init; }

        public int Until { get; private init; }

        public Walk Go(int seconds)
        {
            var walk = this;
            for (var i = 0; i < seconds; i++)
            {
                walk = walk with { Now = walk.Now + 1 };
                walk = walk.Stands || walk.Credited == walk.Planned ? walk : walk with { Credited = walk.Credited + 1, Until = walk.Now };
            }

            return walk;
        }
    }
}
