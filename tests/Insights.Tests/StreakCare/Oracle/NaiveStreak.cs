using FocusSuite.Insights.Domain.StreakCare;

namespace FocusSuite.Insights.Tests.StreakCare.Oracle;

/// <summary>
/// The rules of <see cref="PersonalStreak"/> once more, from their text: nothing is carried along. For each date it is asked what all dates
/// before it were, and whatever is needed is counted anew from the first.
/// </summary>
internal sealed class NaiveStreak
{
    private readonly NaiveDiary _diary;
    private readonly SortedDictionary<DateOnly, StreakDayKind> _dates = [];
    private readonly List<(List<DateOnly> Kept, DateOnly? Before)> _chains;

    public NaiveStreak(NaiveDiary diary)
    {
        _diary = diary;
        var end = diary.Kept.Count > 0 && diary.Kept.Max() > diary.Today ? diary.Kept.Max() : diary.Today;
        for (var date = end.AddDays(-399); date <= end; date = date.AddDays(1))
        {
            _dates[date] = Judge(date);
        }

        _chains = Chains();
    }

    public IReadOnlyDictionary<DateOnly, StreakDayKind> Dates => _dates;

    /// <summary>The missed date that can still be earned back.</summary>
    public DateOnly? Waiting => _dates.Where(one => one.Value == StreakDayKind.Open && one.Key < _diary.Today)
        .Select(one => (DateOnly?)one.Key).SingleOrDefault();

    public List<DateOnly> Current => _chains.Last(chain => Waiting is null || chain.Before == Waiting).Kept;

    public int Longest => _chains.Max(chain => chain.Kept.Count);

    public bool IsTodayKept => _dates[_diary.Today] == StreakDayKind.Kept;

    public int Points => PointsBefore(DateOnly.MaxValue);

    public DateOnly? LostAfter
    {
        get
        {
            if (Waiting is not { } waiting)
            {
                return null;
            }

            var (first, second) = Following(waiting);
            return first == _diary.Today && _dates[first] == StreakDayKind.Open ? first : second;
        }
    }

    private StreakDayKind Judge(DateOnly date)
    {
        var isOver = date < _diary.Today;
        if (_diary.Kept.Contains(date))
        {
            return StreakDayKind.Kept;
        }

        if (isOver && !_diary.Kept.Any(kept => kept < date))
        {
            return StreakDayKind.Idle;
        }

        if (Spared(date) is { } spared)
        {
            return spared;
        }

        if (!isOver)
        {
            return StreakDayKind.Open;
        }

        var hasStreak = _dates.Where(one => one.Key < date && one.Value is StreakDayKind.Kept or StreakDayKind.Broken)
            .Select(one => one.Value).LastOrDefault(StreakDayKind.Broken) == StreakDayKind.Kept;
        if (!hasStreak)
        {
            return StreakDayKind.Idle;
        }

        return PointsBefore(date) >= 7 ? StreakDayKind.Frozen : JudgeEarnBack(date);
    }

    private StreakDayKind JudgeEarnBack(DateOnly date)
    {
        var (first, second) = Following(date);
        var isTooSoon = Enumerable.Range(1, 7).Any(days => _dates.GetValueOrDefault(date.AddDays(-days)) == StreakDayKind.EarnedBack);
        var isMissedAgain = first < _diary.Today && !_diary.Kept.Contains(first) && Spared(first) is null;
        return isTooSoon || isMissedAgain ? StreakDayKind.Broken
            : _diary.Doubled.Overlaps([first, second]) ? StreakDayKind.EarnedBack
            : second < _diary.Today ? StreakDayKind.Broken
            : StreakDayKind.Open;
    }

    private StreakDayKind? Spared(DateOnly date)
    {
        if (_diary.IsNever(date))
        {
            return StreakDayKind.Skipped;
        }

        if (_diary.IsVacation(date))
        {
            return StreakDayKind.Vacation;
        }

        if (_diary.IsRest(date))
        {
            return StreakDayKind.Rest;
        }

        return _diary.IsRepaired(date) ? StreakDayKind.Repaired : null;
    }

    private (DateOnly First, DateOnly Second) Following(DateOnly date)
    {
        var had = Enumerable.Range(1, 10).Select(date.AddDays).Where(next => _diary.Kept.Contains(next) || !_diary.IsNever(next)).ToList();
        return (had[0], had[1]);
    }

    /// <summary>Freezes as one number: seven for each that is left, and one for each date toward the next; fourteen at most.</summary>
    private int PointsBefore(DateOnly date)
    {
        var points = 14;
        foreach (var (_, kind) in _dates.Where(one => one.Key < date))
        {
            points = kind switch
            {
                StreakDayKind.Kept => Math.Min(14, points + 1),
                StreakDayKind.Frozen => points - 7,
                _ => points,
            };
        }

        return points;
    }

    /// <summary>The kept dates between what ends a streak, with the date that ended each or makes it wait.</summary>
    private List<(List<DateOnly> Kept, DateOnly? Before)> Chains()
    {
        var kept = _dates.Where(one => one.Value == StreakDayKind.Kept).Select(one => one.Key).ToList();
        var waiting = Waiting;
        var ends = _dates.Where(one => one.Value == StreakDayKind.Broken || one.Key == waiting)
            .Select(one => (DateOnly?)one.Key).Append(null).ToList();
        return [.. ends.Select((end, i) => (
            kept.FindAll(date => (i == 0 || date > ends[i - 1]) && (end is null || date < end)), end))];
    }
}
