namespace FocusSuite.Sessions.Ending;

/// <summary>Calendar dates where a person is.</summary>
internal static class LocalDates
{
    /// <param name="at">A moment.</param>
    /// <param name="timeZone">An IANA name; one that this machine does not know (any more) counts as UTC, for a session must end anyway.</param>
    public static DateOnly Of(DateTimeOffset at, string timeZone)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var known) ? known : TimeZoneInfo.Utc;
        return DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }
}
