using FocusSuite.Domain.Calendars;

namespace FocusSuite.Insights.Domain.StreakCare;

/// <summary>All that a person's streak depends on, but for today's date.</summary>
internal sealed record StreakInput
{
    /// <summary>A session with less than this keeps no date.</summary>
    public const int MinKeptSeconds = 60;

    /// <summary>A session with less than this earns nothing back.</summary>
    public const int MinEarnBackSeconds = 600;

    /// <summary>So many sessions on one date earn a missed one back.</summary>
    public const int MinEarnBackSessions = 2;

    // A date begins up to 14 hours before UTC's, and ends up to 12 hours and the latest start of a day after it.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromHours(14);
    private static readonly TimeSpan MaxBehind = TimeSpan.FromHours(12 + DaySettings.LatestDayStart);

    /// <summary>The dates with focus.</summary>
    public required IReadOnlySet<DateOnly> Kept { get; init; }

    /// <summary>The kept dates with twice a date's work, by which a missed one is earned back.</summary>
    public IReadOnlySet<DateOnly> WithTwiceTheWork { get; init; } = new HashSet<DateOnly>();

    /// <summary>The dates that the person never had.</summary>
    public IReadOnlySet<DateOnly> Skipped { get; init; } = new HashSet<DateOnly>();

    public StreakSettings Settings { get; init; } = StreakSettings.None;

    public IReadOnlyList<RepairWindow> Repairs { get; init; } = [];

    /// <summary>Makes the input.</summary>
    /// <param name="facts">The person's facts, in any order; others than of sessions do not matter.</param>
    /// <param name="calendar">The person's calendar.</param>
    /// <param name="settings">What the person has set.</param>
    /// <param name="repairs">What operators have said, for everybody.</param>
    /// <param name="now">The moment that is today, in suite time.</param>
    public static StreakInput Of(
        IEnumerable<Fact> facts, UserCalendar calendar, StreakSettings settings, IReadOnlyList<RepairWindow> repairs, DateTimeOffset now)
    {
        var sessions = facts.Where(fact => fact is { Kind: FactKind.SessionCredited, Seconds: >= MinKeptSeconds }).ToList();
        var kept = sessions.Select(session => session.Date).ToHashSet();
        return new StreakInput
        {
            Kept = kept,
            WithTwiceTheWork = sessions.Where(session => session is { IsManual: false, Seconds: >= MinEarnBackSeconds })
                .GroupBy(session => session.Date)
                .Where(date => date.Count() >= MinEarnBackSessions)
                .Select(date => date.Key)
                .ToHashSet(),
            Skipped = SkippedDates(kept, calendar, now),
            Settings = settings,
            Repairs = repairs,
        };
    }

    /// <summary>Whether something but focus sees to it that a date breaks no streak and costs nothing.</summary>
    public StreakDayKind? ExcuseFor(DateOnly date) =>
        Skipped.Contains(date) ? StreakDayKind.Skipped
        : Settings.IsVacation(date) ? StreakDayKind.Vacation
        : Settings.IsRestDay(date) ? StreakDayKind.Rest
        : Repairs.Any(window => window.Contains(date)) ? StreakDayKind.Repaired
        : null;

    /// <summary>The dates between the first kept one and today that are not kept and that it never was for the person.</summary>
    private static HashSet<DateOnly> SkippedDates(HashSet<DateOnly> kept, UserCalendar calendar, DateTimeOffset now)
    {
        var skipped = new HashSet<DateOnly>();
        if (kept.Count == 0)
        {
            return skipped;
        }

        var today = calendar.DateOf(now);
        for (var date = kept.Min(); date < today; date = date.AddDays(1))
        {
            if (!kept.Contains(date))
            {
                skipped.Add(date);
            }
        }

        // Only where dates are missing is the calendar asked, from hour to hour: no zone has a shorter date. One that the person's own
        // changes cut short is found as the date before another.
        foreach (var (first, last) in Runs(skipped))
        {
            DateOnly? seen = null;
            var end = StartOf(last.AddDays(1)) + MaxBehind;
            for (var at = StartOf(first) - MaxAhead; at <= end && at <= now; at += TimeSpan.FromHours(1))
            {
                var date = calendar.DateOf(at);
                if (date != seen)
                {
                    seen = date;
                    skipped.Remove(date);
                    skipped.Remove(calendar.DateBefore(at));
                }
            }
        }

        return skipped;
    }

    private static List<(DateOnly First, DateOnly Last)> Runs(HashSet<DateOnly> dates)
    {
        var runs = new List<(DateOnly First, DateOnly Last)>();
        foreach (var date in dates.Order())
        {
            if (runs.Count > 0 && runs[^1].Last.AddDays(1) == date)
            {
                runs[^1] = (runs[^1].First, date);
            }
            else
            {
                runs.Add((date, date));
            }
        }

        return runs;
    }

    private static DateTimeOffset StartOf(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
