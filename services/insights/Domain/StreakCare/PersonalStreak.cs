namespace FocusSuite.Insights.Domain.StreakCare;

/// <summary>
/// A person's own streak, over all programs: how many dates in a row were kept, with what spares it. It is a function of what was done, of
/// the settings and of today's date, and nothing else: nothing runs at midnight, and what is entered, corrected or taken back later gives
/// the same as if it had always been so. All rules stand here.
/// </summary>
/// <remarks>
/// <para>Each date is one thing. The first rule that applies decides:</para>
/// <para>1. <b>Kept</b>: a session with at least 60 seconds that count ended on it, entered afterwards or not. Only kept dates add to a
/// streak. The first kept date of all, and the first after a break, begin one.</para>
/// <para>2. <b>Idle</b>: it is over, and the first kept date comes later, or never came.</para>
/// <para>3. <b>Skipped</b>: the person never had it, for the date line lay between. 4. <b>Vacation</b>. 5. <b>Rest</b>: a rest day of the
/// week, by the rest days in force on that date. 6. <b>Repaired</b>: in an operator's window. These four break nothing, add nothing and
/// cost nothing.</para>
/// <para>7. <b>Open</b>: today, and a date after it, where the person has moved east. Today never breaks anything.</para>
/// <para>What is left is missed. 8. <b>Idle</b>, where no streak is alive: there is nothing to spare.</para>
/// <para>9. <b>Frozen</b>, where a freeze is left: it is spent. A person has two from the start, and two at most. Every seventh kept date
/// brings one more; the dates are counted only while one is missing, from the date on which it went, and on over the next that is spent.
/// Freezes and the count are the person's, not the streak's: they go on over a break.</para>
/// <para>10. A missed date for which there was no freeze can be <b>earned back</b> within the 48 hours after it: on one of the next two
/// dates that the person had, by two sessions of at least ten minutes each that the clock measured. It cannot be earned back where the
/// first of the two dates is missed itself, nor within the seven dates after one that was earned back. While the second of the two dates is
/// not over, it is <b>open</b>: the streak stands still at what it was before, and the dates kept since are added when it is earned back.
/// </para>
/// <para>11. Else it is <b>broken</b>: the streak ends. The dates kept since are a new one.</para>
/// <para>A freeze comes before earning back, though the work may be done: who has one need not care, and what it was spent on does not
/// change by what is done later. That the count stands still at two freezes makes one number of both, seven for a freeze and one for a
/// date, fourteen at most: a date that turns out to be kept leaves no less for the next missed one. That a streak stands still while a date
/// is open keeps the longest streak from falling when it is lost.</para>
/// </remarks>
internal static class PersonalStreak
{
    /// <summary>So many dates are told one by one. All are computed.</summary>
    public const int LookBackDates = 400;

    /// <summary>So many dates after one that was earned back, none can be.</summary>
    public const int DatesBetweenEarnBacks = 7;

    /// <summary>How the streak stands.</summary>
    /// <param name="input">What was done, and what spares.</param>
    /// <param name="today">The person's date.</param>
    public static StreakReport Of(StreakInput input, DateOnly today)
    {
        DateOnly? firstKept = input.Kept.Count > 0 ? input.Kept.Min() : null;
        var end = input.Kept.Append(today).Max();
        var lookBack = end.AddDays(1 - LookBackDates);
        var walk = new Walk(input, today, firstKept);
        var days = new List<StreakDay>(LookBackDates);
        for (var date = firstKept < lookBack ? firstKept.Value : lookBack; date <= end; date = date.AddDays(1))
        {
            var kind = walk.Pass(date);
            if (date >= lookBack)
            {
                days.Add(new StreakDay(date, kind));
            }
        }

        return walk.Report(days);
    }

    /// <summary>From date to date, with what there is at each.</summary>
    private sealed class Walk(StreakInput input, DateOnly today, DateOnly? firstKept)
    {
        private Freezes _freezes = Freezes.AtStart;
        private Streak _streak = Streak.None;
        private Streak? _waiting;
        private DateOnly? _savableUntil;
        private DateOnly? _earnedBack;
        private int _longest;

        private bool IsAlive => _streak.Length > 0;

        public StreakDayKind Pass(DateOnly date)
        {
            var kind = KindOf(date);
            switch (kind)
            {
                case StreakDayKind.Kept:
                    _streak = _streak.With(date);
                    _longest = Math.Max(_longest, _streak.Length);
                    _freezes = _freezes.AfterKeptDate();
                    break;
                case StreakDayKind.Frozen:
                    _freezes = _freezes.Spend();
                    break;
                case StreakDayKind.EarnedBack:
                    _earnedBack = date;
                    break;
                case StreakDayKind.Broken:
                    _streak = Streak.None;
                    break;
                case StreakDayKind.Open when date < today:
                    (_waiting, _streak) = (_streak, Streak.None);
                    _savableUntil = SavableUntil(date);
                    break;
            }

            return kind;
        }

        public StreakReport Report(IReadOnlyList<StreakDay> days)
        {
            var streak = _waiting ?? _streak;
            return new StreakReport
            {
                Current = streak.Length,
                Longest = _longest,
                StartedOn = streak.StartedOn,
                FreezesLeft = _freezes.Left,
                KeptTowardNextFreeze = _freezes.KeptTowardNext,
                IsTodayKept = input.Kept.Contains(today),
                SavableUntil = _savableUntil,
                Days = days,
            };
        }

        private StreakDayKind KindOf(DateOnly date)
        {
            if (input.Kept.Contains(date))
            {
                return StreakDayKind.Kept;
            }

            if (date < today && (firstKept is null || date < firstKept))
            {
                return StreakDayKind.Idle;
            }

            if (input.ExcuseFor(date) is { } excuse)
            {
                return excuse;
            }

            if (date >= today)
            {
                return StreakDayKind.Open;
            }

            if (!IsAlive)
            {
                return StreakDayKind.Idle;
            }

            return _freezes.Left > 0 ? StreakDayKind.Frozen : KindWithoutFreeze(date);
        }

        private StreakDayKind KindWithoutFreeze(DateOnly date)
        {
            var (first, second) = NextTwo(date);
            if (date <= _earnedBack?.AddDays(DatesBetweenEarnBacks) || (first < today && IsMissed(first)))
            {
                return StreakDayKind.Broken;
            }

            return input.WithTwiceTheWork.Contains(first) || input.WithTwiceTheWork.Contains(second) ? StreakDayKind.EarnedBack
                : today <= second ? StreakDayKind.Open
                : StreakDayKind.Broken;
        }

        private DateOnly SavableUntil(DateOnly missed)
        {
            var (first, second) = NextTwo(missed);
            return first == today && IsMissed(first) ? first : second;
        }

        // No freeze is asked for: the missed date before it has found none.
        private bool IsMissed(DateOnly date) => !input.Kept.Contains(date) && input.ExcuseFor(date) is null;

        private (DateOnly First, DateOnly Second) NextTwo(DateOnly date)
        {
            var first = Next(date);
            return (first, Next(first));
        }

        private DateOnly Next(DateOnly date)
        {
            do
            {
                date = date.AddDays(1);
            }
            while (input.Skipped.Contains(date));

            return date;
        }
    }

    private readonly record struct Streak(int Length, DateOnly? StartedOn)
    {
        public static Streak None => new(0, null);

        public Streak With(DateOnly kept) => new(Length + 1, StartedOn ?? kept);
    }
}
