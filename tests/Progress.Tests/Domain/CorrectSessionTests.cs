using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Domain;

public class CorrectSessionTests
{
    private static readonly EnrollmentProgress None = EnrollmentProgress.None(Some.User, Some.Enrollment, Some.Program);

    [Fact]
    public void CorrectSession_OfOneThatCounts_CountsWhatIsLeft()
    {
        var day = Some.Day().WithFocus(600, "a").WithFocus(300, "b");

        var corrected = Correct(day, "a", 120);

        (corrected.CreditedSeconds, corrected.SessionCount, corrected.Corrections).ShouldBe((420L, 2, 1));
        corrected.CreditOf("a")!.Revision.ShouldBe(1);
    }

    [Fact]
    public void CorrectSession_ThatIsRemoved_IsNoSessionAnyMore()
    {
        var day = Remove(Some.Day().WithFocus(600, "a").WithFocus(300, "b"), "a");

        (day.CreditedSeconds, day.SessionCount).ShouldBe((300L, 1));
        day.CreditSession(Some.Credit("a", 600), Some.Noon, Some.Operation()).ChangesNothing.ShouldBeTrue("it is known to be removed");
    }

    [Fact]
    public void CorrectSession_BeforeTheSessionItself_TakesItsPlace()
    {
        var corrected = Correct(Some.Day(), "a", 120);

        var later = corrected.CreditSession(Some.Credit("a", 600), Some.Noon, Some.Operation());

        later.ChangesNothing.ShouldBeTrue();
        (corrected.CreditedSeconds, corrected.SessionCount, corrected.StartedAt).ShouldBe((120L, 1, Some.Noon));
    }

    [Fact]
    public void CorrectSession_InTheWrongOrder_EndsWithTheNewest()
    {
        var day = Some.Day().WithFocus(600, "a");

        var newest = Correct(day, "a", 60, revision: 2);
        var decision = newest.CorrectSession(Credit("a", 120, revision: 1), Some.Noon, Some.Operation());

        decision.ChangesNothing.ShouldBeTrue();
        newest.CreditedSeconds.ShouldBe(60);
    }

    [Fact]
    public void CorrectSession_OfACompleteDay_LeavesItComplete()
    {
        var day = Remove(Some.Complete(), "s");

        (day.IsCompleted, day.CreditedSeconds).ShouldBe((true, 0L));
    }

    [Fact]
    public void CorrectSession_ThatGivesTimeBack_CanDoTheLastThing()
    {
        var day = Correct(Some.Day().WithTasks(3).WithFocus(600), "s", 60).WithReflection();

        var decision = day.CorrectSession(Credit("s", 1500, revision: 2), Some.Noon, Some.Operation());

        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<DayEvaluated>();
        decision.State!.IsEvaluated.ShouldBeTrue();
    }

    [Fact]
    public void CorrectSession_OfOneThatMayBeForgotten_ChangesNothing()
    {
        var full = Some.Day() with
        {
            Sessions = [.. Enumerable.Range(0, SessionCredit.MaxKept).Select(number => Some.Credit($"s{number}", 60))],
            SessionCount = SessionCredit.MaxKept + 1,
        };

        full.CorrectSession(Credit("forgotten", 0, revision: 1), Some.Noon, Some.Operation()).ChangesNothing.ShouldBeTrue();
        full.CorrectSession(Credit("s0", 0, revision: 1), Some.Noon, Some.Operation()).ChangesNothing.ShouldBeFalse();
    }

    [Fact]
    public void CreditSession_ThatWasEnteredAfterwards_CompletesTheDayOnlyThen()
    {
        var day = Some.Day().WithTasks(3).WithReflection();
        var (worked, entered) = (Some.Noon.AddDays(-2), Some.Noon.AddHours(3));

        var decision = day.CreditSession(Some.Credit("s", 1500), worked, Some.Operation(entered), enteredAt: entered);

        decision.Events.OfType<DayEvaluated>().Single().CompletedAt.ShouldBe(entered);
        decision.State!.StartedAt.ShouldBe(worked);
    }

    [Fact]
    public void WithCorrected_OfASession_TakesItsDateBackAndKeepsTheLongestStreak()
    {
        var (tenth, eleventh) = (new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 11));
        var first = Some.Day(1).CreditSession(Some.Credit("a", 600, tenth), Some.Noon, Some.Operation()).State!;
        var second = Some.Day(2).CreditSession(Some.Credit("b", 600, eleventh), Some.Noon, Some.Operation()).State!;
        var progress = None.With(first).With(second);

        var corrected = progress.WithCorrected([first, Remove(second, "b")]);

        corrected.Dates.ShouldBe([new DateRun(tenth, tenth)]);
        (corrected.TotalSeconds, corrected.TotalSessions, corrected.LongestStreak).ShouldBe((600L, 1, 2));
    }

    [Fact]
    public void WithCorrected_WhereAnotherDayHasTheDate_KeepsIt()
    {
        var first = Some.Day(1).WithFocus(600, "a");
        var second = Some.Day(2).WithFocus(600, "b");

        var corrected = None.With(first).With(second).WithCorrected([first, Remove(second, "b")]);

        corrected.Dates.ShouldHaveSingleItem().Length.ShouldBe(1);
    }

    [Fact]
    public void With_AReadingFromBeforeTheCorrection_ChangesNothing()
    {
        var before = Some.Day().WithFocus(600, "a");
        var corrected = None.With(before).WithCorrected([Remove(before, "a")]);

        corrected.With(before).ShouldBeSameAs(corrected);
        corrected.Dates.ShouldBeEmpty();
    }

    /// <summary>Sessions, corrections and their steps come in any order, some twice; in the end only the newest counts.</summary>
    [Fact]
    public void Corrections_InAnyOrder_ComeToTheNewest()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var sessions = Enumerable.Range(0, random.Next(1, 8)).Select(number => new Lived(
                number,
                $"s{number}",
                random.Next(1, 4),
                new DateOnly(2026, 3, 1).AddDays(random.Next(5)),
                [random.Next(1, 2000), .. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(4) == 0 ? 0 : random.Next(1, 2000))]))
                .ToArray();

            var progress = Play(sessions, random);

            var last = sessions.Where(session => session.Seconds[^1] > 0).ToArray();
            progress.TotalSeconds.ShouldBe(last.Sum(session => session.Seconds[^1]), $"seed {seed}");
            progress.TotalSessions.ShouldBe(last.Length, $"seed {seed}");
            progress.Dates.ShouldBe(
                last.Where(session => session.Seconds[^1] >= 60).Select(session => session.Date).Distinct()
                    .Aggregate((IReadOnlyList<DateRun>)[], Streak.Add),
                $"seed {seed}");
        }
    }

    private static EnrollmentProgress Play(Lived[] sessions, Random random)
    {
        var days = Enumerable.Range(1, 3).ToDictionary(number => number, number => Some.Day(number));
        var progress = None;
        var pending = new List<Action>();
        var deliveries = sessions
            .SelectMany(session => Enumerable.Range(0, session.Seconds.Count).SelectMany(
                revision => Enumerable.Repeat((session, revision), random.Next(1, 3))))
            .ToArray();
        random.Shuffle(deliveries);
        foreach (var (session, revision) in deliveries)
        {
            var credit = session.Credit(revision);
            var day = days[session.Day];
            var stepped = days[session.Day] = (revision == 0
                ? day.CreditSession(credit, Some.Noon, Some.Operation())
                : day.CorrectSession(credit, Some.Noon, Some.Operation())).State!;
            pending.Insert(random.Next(pending.Count + 1), () => progress = revision == 0
                ? progress.With(stepped)
                : progress.WithCorrected([.. days.Values]));
            while (pending.Count > 0 && random.Next(3) == 0)
            {
                pending[0]();
                pending.RemoveAt(0);
            }
        }

        pending.ForEach(step => step());
        return progress;
    }

    private static ProgramDay Correct(ProgramDay day, string session, int seconds, int revision = 1) =>
        day.CorrectSession(Credit(session, seconds, revision), Some.Noon, Some.Operation()).State!;

    private static ProgramDay Remove(ProgramDay day, string session) =>
        day.CorrectSession(Credit(session, 0, 1) with { IsRemoved = true }, Some.Noon, Some.Operation()).State!;

    private static SessionCredit Credit(string session, int seconds, int revision) =>
        Some.Credit(session, seconds) with { Revision = revision };

    /// <summary>A session with what counted of it by each revision; 0 for removed.</summary>
    private sealed record Lived(int Number, string Id, int Day, DateOnly Date, IReadOnlyList<int> Seconds)
    {
        public SessionCredit Credit(int revision) => Some.Credit(Id, Seconds[revision], Date) with
        {
            Revision = revision,
            IsRemoved = Seconds[revision] == 0,
        };
    }
}
