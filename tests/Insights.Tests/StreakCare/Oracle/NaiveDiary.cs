using FocusSuite.Domain.Calendars;

namespace FocusSuite.Insights.Tests.StreakCare.Oracle;

/// <summary>
/// What a history comes to date by date, in plain sets: the wall clock is looked at from hour to hour, a vacation is a set of dates, and a
/// session counts what was said last.
/// </summary>
internal sealed class NaiveDiary
{
    private readonly RandomHistory _history;
    private readonly Dictionary<string, TimeZoneInfo> _zones;
    private readonly SortedDictionary<DateOnly, HashSet<DateOnly>> _vacations = [];
    private readonly SortedDictionary<DateOnly, IReadOnlySet<DayOfWeek>> _restDays = [];

    public NaiveDiary(RandomHistory history)
    {
        _history = history;
        _zones = history.Places.Select(place => place.TimeZone).Distinct().ToDictionary(name => name, TimeZoneInfo.FindSystemTimeZoneById);
        Today = DateAt(history.Now);
        foreach (var session in history.Sessions.Where(session => session.Seconds[^1] >= 60))
        {
            Kept.Add(DateAt(session.EndedAt));
        }

        foreach (var group in history.Sessions.GroupBy(session => DateAt(session.EndedAt)))
        {
            if (group.Count(session => !session.IsManual && session.Seconds[^1] >= 10 * 60) > 1)
            {
                Doubled.Add(group.Key);
            }
        }

        LookAtTheWall();
        foreach (var action in history.Actions)
        {
            Take(action, DateAt(action.At));
        }
    }

    public DateOnly Today { get; }

    public HashSet<DateOnly> Kept { get; } = [];

    public HashSet<DateOnly> Doubled { get; } = [];

    /// <summary>The dates that were on the user's wall.</summary>
    public HashSet<DateOnly> Lived { get; } = [];

    public bool IsVacation(DateOnly date) => _vacations.Values.Any(dates => dates.Contains(date));

    public bool IsRest(DateOnly date)
    {
        IReadOnlySet<DayOfWeek> days = new HashSet<DayOfWeek>();
        foreach (var (from, changed) in _restDays)
        {
            days = from <= date ? changed : days;
        }

        return days.Contains(date.DayOfWeek);
    }

    public bool IsRepaired(DateOnly date) => _history.Repairs.Any(window => date >= window.First && date <= window.Last);

    /// <summary>Whether a date was never on the wall, though it is not ahead.</summary>
    public bool IsNever(DateOnly date) => date < Today && !Lived.Contains(date);

    private DateOnly DateAt(DateTimeOffset at)
    {
        var place = _history.Places[0];
        foreach (var next in _history.Places)
        {
            place = next.EffectiveFrom <= at ? next : place;
        }

        return DateIn(place, at);
    }

    private DateOnly DateIn(DaySettings place, DateTimeOffset at) =>
        DateOnly.FromDateTime(at.UtcDateTime + _zones[place.TimeZone].GetUtcOffset(at) - TimeSpan.FromHours(place.DayStartHour));

    private void LookAtTheWall()
    {
        var until = _history.Now;
        var begin = _history.Places[0].EffectiveFrom.AddDays(-3);
        for (var i = 0; i < _history.Places.Count; i++)
        {
            var from = i == 0 ? begin : _history.Places[i].EffectiveFrom;
            var to = i + 1 < _history.Places.Count ? _history.Places[i + 1].EffectiveFrom.AddTicks(-1) : until;
            to = to < until ? to : until;
            for (var at = from; at <= to; at = at.AddHours(1))
            {
                Lived.Add(DateIn(_history.Places[i], at));
            }

            if (from <= to)
            {
                Lived.Add(DateIn(_history.Places[i], to));
            }
        }
    }

    private void Take(RandomHistory.Action action, DateOnly today)
    {
        switch (action)
        {
            case RandomHistory.RestDaysChanged { Days.Count: <= 3 } change:
                foreach (var later in _restDays.Keys.Where(from => from >= today).ToList())
                {
                    _restDays.Remove(later);
                }

                _restDays[today] = change.Days;
                break;
            case RandomHistory.VacationAdded { DaysAhead: >= 0, MoreDays: >= 0 and < 60 } vacation:
                var dates = Enumerable.Range(vacation.DaysAhead, vacation.MoreDays + 1).Select(today.AddDays).ToHashSet();
                if (!_vacations.Values.Any(dates.Overlaps))
                {
                    _vacations[dates.Min()] = dates;
                }

                break;
            case RandomHistory.VacationEnded ended when ended.Place < _vacations.Count:
                var (first, left) = _vacations.ElementAt(ended.Place);
                if (left.Any(date => date >= today))
                {
                    left.RemoveWhere(date => date >= today);
                    if (left.Count == 0)
                    {
                        _vacations.Remove(first);
                    }
                }

                break;
        }
    }
}
