namespace FocusSuite.Domain.Calendars;

/// <summary>
/// A person's calendar: which date it was for the person at any moment, by the settings in force at that moment. The date is what the clock
/// on the person's wall shows, less the hour at which the day begins; so a clock that is put back over midnight gives the date before once
/// more, as the wall does.
/// </summary>
public sealed class UserCalendar
{
    // No zone has a shorter date, so a walk in such steps passes over none; but for those that the person's own changes cut short, which it
    // looks at too.
    private static readonly TimeSpan Step = TimeSpan.FromHours(1);

    // It may have been later dates already, before a move over the date line to the east: three dates, each of up to 26 hours, may lie
    // before the one sought.
    private const int MaxSteps = 100;

    private readonly Segment[] _segments;

    /// <summary>Makes the calendar.</summary>
    /// <param name="settings">The settings that the person has had, in any order; at least one.</param>
    public UserCalendar(IEnumerable<DaySettings> settings)
    {
        _segments = [.. settings.OrderBy(one => one.EffectiveFrom)
            .Select(one => new Segment(one.EffectiveFrom, TimeZoneNames.Resolve(one.TimeZone), one.DayStartHour))];
        ArgumentOutOfRangeException.ThrowIfZero(_segments.Length, nameof(settings));
    }

    private UserCalendar(Segment only) => _segments = [only];

    /// <summary>The calendar of a person who has never been anywhere else, with days from midnight to midnight.</summary>
    /// <param name="zone">The time zone.</param>
    /// <returns>The calendar.</returns>
    public static UserCalendar In(TimeZoneInfo zone) => new(new Segment(DateTimeOffset.MinValue, zone, 0));

    /// <summary>The date that it was for the person.</summary>
    /// <param name="at">A moment.</param>
    /// <returns>The date.</returns>
    public DateOnly DateOf(DateTimeOffset at)
    {
        var segment = _segments[0];
        foreach (var later in _segments)
        {
            if (later.From > at)
            {
                break;
            }

            segment = later;
        }

        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, segment.Zone).DateTime.AddHours(-segment.DayStartHour));
    }

    /// <summary>
    /// The date that the person lived through before the one of a moment. It is the day before, unless that date never was: whoever crosses
    /// the date line to the west, or lives where a country has done so, goes from one date to the next but one.
    /// </summary>
    /// <param name="at">A moment.</param>
    /// <returns>The date.</returns>
    public DateOnly DateBefore(DateTimeOffset at)
    {
        var date = DateOf(at);
        var segment = Array.FindLastIndex(_segments, one => one.From <= at);
        for (var steps = 1; steps <= MaxSteps; steps++)
        {
            var moment = at - (steps * Step);
            for (; segment >= 0 && _segments[segment].From > moment; segment--)
            {
                if (Earlier(_segments[segment].From, date) is { } started)
                {
                    return started;
                }

                if (Earlier(_segments[segment].From.AddTicks(-1), date) is { } ended)
                {
                    return ended;
                }
            }

            if (Earlier(moment, date) is { } earlier)
            {
                return earlier;
            }
        }

        return date.AddDays(-1);
    }

    /// <summary>The dates that the person never had between that before a moment and that of it.</summary>
    /// <param name="at">A moment.</param>
    /// <returns>The dates, in order; mostly none.</returns>
    public IReadOnlyList<DateOnly> DatesSkippedBefore(DateTimeOffset at)
    {
        var (before, date) = (DateBefore(at), DateOf(at));
        return [.. Enumerable.Range(1, date.DayNumber - before.DayNumber - 1).Select(before.AddDays)];
    }

    private DateOnly? Earlier(DateTimeOffset at, DateOnly date) => DateOf(at) is var found && found < date ? found : null;

    private readonly record struct Segment(DateTimeOffset From, TimeZoneInfo Zone, int DayStartHour);
}
