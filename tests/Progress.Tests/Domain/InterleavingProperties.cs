using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Tests.Support;
using FsCheck;
using FsCheck.Xunit;

namespace FocusSuite.Progress.Tests.Domain;

/// <summary>
/// Sessions delivered in any order, several times, with the two steps of each delivery interleaved and some lost between the steps: as long
/// as each is delivered wholly at least once, the totals are the sum of the parts.
/// </summary>
public class InterleavingProperties
{
    private const int Days = 3;

    [Property(MaxTest = 500)]
    public bool Totals_OfAnyInterleaving_AreTheSumOfTheSessions(NonNegativeInt[] sizes, int seed)
    {
        var random = new Random(seed);
        var sessions = sizes.Select((size, number) => new Delivered(
            (number % Days) + 1,
            new SessionCredit(
                $"s{number}", size.Get % (number % 2 == 0 ? 10_000 : 120), new DateOnly(2026, 3, 1).AddDays(size.Get % 9)))).ToArray();

        var progress = Play(sessions, random);

        return progress.TotalSeconds == sessions.Sum(session => (long)session.Credit.Seconds)
            && progress.TotalSessions == sessions.Length
            && progress.Focus.All(
                day => day.Seconds == sessions.Where(session => session.Day == day.Day).Sum(session => (long)session.Credit.Seconds))
            && progress.Dates.SequenceEqual(
                sessions.Where(session => session.Credit.Seconds >= 60).Select(session => session.Credit.Date)
                    .Aggregate((IReadOnlyList<DateRun>)[], Streak.Add));
    }

    private static EnrollmentProgress Play(Delivered[] sessions, Random random)
    {
        var days = Enumerable.Range(1, Days).ToDictionary(number => number, number => Some.Day(number));
        var progress = EnrollmentProgress.None(Some.User, Some.Enrollment, Some.Program);
        var pending = new List<Action>();

        // At least one delivery of each is whole, the others may be lost between the steps; the second steps run whenever they like.
        var deliveries = sessions
            .SelectMany(
                session => new[] { (session, Whole: true), (session, Whole: random.Next(2) == 0), (session, Whole: false) }).ToArray();
        random.Shuffle(deliveries);
        foreach (var (session, whole) in deliveries)
        {
            var credited = days[session.Day].CreditSession(session.Credit, Some.Noon, Some.Operation()).State!;
            days[session.Day] = credited;
            if (whole)
            {
                pending.Insert(random.Next(pending.Count + 1), () => progress = progress.With(credited));
            }

            while (pending.Count > 0 && random.Next(3) == 0)
            {
                pending[0]();
                pending.RemoveAt(0);
            }
        }

        pending.ForEach(step => step());
        return progress;
    }

    private sealed record Delivered(int Day, SessionCredit Credit);
}
