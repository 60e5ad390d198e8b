using FocusSuite.Domain.Calendars;

namespace FocusSuite.Identity.Calendars;

/// <summary>By which settings a person's calendar days are judged, from a moment on. Never changed: other settings are another row.</summary>
internal sealed class CalendarRow
{
    /// <summary>The person; without a foreign key, since an account of another provider has settings here too.</summary>
    public long UserId { get; init; }

    /// <summary>Suite time.</summary>
    public DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>An IANA name.</summary>
    public required string TimeZone { get; init; }

    public int DayStartHour { get; init; }

    public DaySettings ToSettings() => new(EffectiveFrom, TimeZone, DayStartHour);
}
