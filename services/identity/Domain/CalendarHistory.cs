using FocusSuite.Domain.Calendars;

namespace FocusSuite.Identity.Domain;

/// <summary>The settings that a user has had, in order; none where an account is another provider's and was never set here.</summary>
internal sealed record CalendarHistory(long UserId, IReadOnlyList<CalendarEntry> Entries)
{
    /// <summary>
    /// So many settings of a user are kept. What is done is counted within seconds, and older settings are asked for only by what comes
    /// late; the bound keeps a history small whatever a client does.
    /// </summary>
    public const int MaxEntries = 100;

    /// <summary>The settings of now; null where there are none.</summary>
    public CalendarEntry? Latest => Entries.Count > 0 ? Entries[^1] : null;

    /// <summary>Goes on with other settings. The same settings again change nothing.</summary>
    public CalendarHistory Continue(string timeZone, int dayStartHour, DateTimeOffset now)
    {
        if (Latest is { } last && last.TimeZone == timeZone && last.DayStartHour == dayStartHour)
        {
            return this;
        }

        // Each comes after the one before it, also where the clocks of two replicas differ.
        var from = Latest is null || now > Latest.EffectiveFrom ? now : Latest.EffectiveFrom.AddMilliseconds(1);
        var next = new CalendarEntry { UserId = UserId, EffectiveFrom = from, TimeZone = timeZone, DayStartHour = dayStartHour };
        return this with { Entries = [.. Entries.TakeLast(MaxEntries - 1), next] };
    }
}

/// <summary>By which settings a user's calendar days are judged, from a moment on. Never changed: other settings are another row.</summary>
internal sealed class CalendarEntry
{
    /// <summary>The user; without a foreign key, since an account of another provider has settings here too.</summary>
    public long UserId { get; init; }

    /// <summary>Suite time.</summary>
    public DateTimeOffset EffectiveFrom { get; init; }

    /// <summary>An IANA name.</summary>
    public required string TimeZone { get; init; }

    public int DayStartHour { get; init; }

    public DaySettings ToSettings() => new(EffectiveFrom, TimeZone, DayStartHour);
}
