using FocusSuite.ServiceDefaults.Calendars;

namespace FocusSuite.Sessions.Ending;

/// <summary>Calendar dates where a person is.</summary>
internal static class LocalDates
{
    /// <param name="at">A moment.</param>
    /// <param name="timeZone">An IANA name; one that is not known (any more) counts as UTC, for a session must end anyway.</param>
    public static DateOnly Of(DateTimeOffset at, string timeZone) => PersonCalendar.In(TimeZoneNames.Resolve(timeZone)).DateOf(at);
}
