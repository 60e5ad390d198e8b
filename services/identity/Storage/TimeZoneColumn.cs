using FocusSuite.Domain.Calendars;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Storage;

/// <summary>How the names of time zones are stored.</summary>
internal static class TimeZoneColumn
{
    /// <summary>A name is read in its own spelling: versions before stored it in the case in which it was sent.</summary>
    public static PropertyBuilder<string> IsTimeZone(this PropertyBuilder<string> column) =>
        column.HasMaxLength(TimeZoneNames.Longest).HasConversion(name => name, stored => TimeZoneNames.Spell(stored));
}
