using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Deciding;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Expiring;
using FocusSuite.Sessions.Tests.Support;
using FocusSuite.Sessions.Timing;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Ending;

/// <summary>The one place where end, credit and date of a session are decided.</summary>
public sealed class SessionEndTests
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

        var change = SessionEnd.Close(Some.Active(), Some.At(at), operation);

        (change.Session.Status, change.Session.EndedBy, change.Session.EndedAt, change.Session.EndKey)
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
        var session = SessionEnd.Close(Some.Paused(5), Some.At(at), Some.Operation(40)).Session;

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
        var change = SessionEnd.Close(Some.Active(), Some.At(at), Some.Operation(5));

        (change.Session.Status, change.Session.EndedBy, change.Session.EndedAt, change.Session.ActualSeconds, change.Session.CreditedSeconds)
            .ShouldBe((SessionStatus.Canceled, EndedBy.System, Some.At(at), actual, 0));
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCanceled>();
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

            var session = change.Session;
            var story = $"seed {seed}, life {life}: {wish}, planned {session.PlannedSeconds} s, pauses {string.Join(' ', session.Pauses)}, ended {session.EndedAt}";
            if (wish != "complete" && walked.Credited < 60)
            {
                (session.Status, session.CreditedSeconds).ShouldBe((SessionStatus.Canceled, 0), story);
                continue;
            }

            var completed = change.Events.OfType<SessionCompleted>().ShouldHaveSingleItem(story);
            (session.Status, session.CreditedSeconds, completed.CreditedSeconds).ShouldBe((SessionStatus.Completed, walked.Credited, walked.Credited), story);
            completed.CreditedUntil.ShouldBe(Some.Start.AddSeconds(walked.Until), story);
            completed.LocalDate.ShouldBe(LocalDates.Of(Some.Start.AddSeconds(walked.Until), "Pacific/Chatham"), story);
            session.EndedAt.ShouldBe(wish == "complete" ? change.Events[0].OccurredAt : Some.Start.AddSeconds(walked.Until), story);
        }
    }

    private static (Change Change, Walk Walked, string Wish) Live(Random random)
    {
        var planned = random.Next(1, 4);
        var session = Some.Active(planned, "Pacific/Chatham");
        var walk = new Walk(planned * 60);
        var now = 0;
        while (true)
        {
            var step = random.Next(3) == 0 ? random.Next(0, 3) : random.Next(0, 400);
            (now, walk) = (now + step, walk.Go(step));
            var operation = new Operation(Guid.CreateVersion7(), Some.Start.AddSeconds(now));
            if (Expiry.Settle(session, operation) is { IsNone: false } settled)
            {
                return (settled, walk, "expiry");
            }

            switch (random.Next(5))
            {
                case 0:
                    return (new Completion(null, null).Decide(session, operation), walk, "complete");
                case 1:
                    return (SessionEnd.Close(session, operation.Now, operation), walk, "close");
                case 2 or 3 when session.Status == SessionStatus.Active:
                    var pause = Pausing.Decide(session, operation);
                    if (!pause.Session.IsLive)
                    {
                        return (pause, walk, "pause");
                    }

                    (session, walk) = (pause.Session, walk with { Stands = true });
                    break;
                case 2 or 3:
                    (session, walk) = (Resuming.Decide(session, operation).Session, walk with { Stands = false });
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
