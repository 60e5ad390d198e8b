using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Calendars;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FocusSuite.Identity.Storage;

internal sealed class CalendarConfiguration : IEntityTypeConfiguration<CalendarRow>
{
    public void Configure(EntityTypeBuilder<CalendarRow> calendar)
    {
        calendar.ToTable("calendars", table => table.HasCheckConstraint(
            "ck_calendars_day_start_hour", $"day_start_hour BETWEEN 0 AND {DaySettings.LatestDayStart}"));
        calendar.HasKey(row => new { row.UserId, row.EffectiveFrom });
        calendar.Property(row => row.UserId).ValueGeneratedNever();
        calendar.Property(row => row.TimeZone).IsTimeZone();
    }
}
