namespace FocusSuite.Domain.Calendars;

/// <summary>By which settings a person's calendar days are judged, from a moment on.</summary>
/// <param name="EffectiveFrom">Suite time. The earliest settings of a person count for the time before, too.</param>
/// <param name="TimeZone">An IANA name.</param>
/// <param name="DayStartHour">The hour on the clock at which a day begins: what is done before it counts for the day before.</param>
public sealed record DaySettings(DateTimeOffset EffectiveFrom, string TimeZone, int DayStartHour)
{
    /// <summary>The latest hour at which a day may begin.</summary>
    public const int LatestDayStart = 6;
}
