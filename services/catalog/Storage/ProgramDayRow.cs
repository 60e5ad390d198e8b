using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Catalog.Storage;

/// <summary>One day of a program template.</summary>
internal sealed class ProgramDayRow
{
    public long ProgramId { get; init; }

    /// <summary>From 1.</summary>
    public required int DayNumber { get; init; }

    public string Title { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    /// <summary>Minutes of focus that complete the day.</summary>
    public int FocusDuration { get; set; }

    public List<string> Tasks { get; set; } = [];

    public List<string> Tips { get; set; } = [];

    public List<string> ReflectionPrompts { get; set; } = [];

    /// <summary>PostgreSQL's own row version.</summary>
    public uint Version { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ProgramDayRow>(row =>
    {
        row.ToTable("program_days", table =>
        {
            table.HasCheckConstraint("ck_program_days_day_number", "day_number BETWEEN 1 AND 366");
            table.HasCheckConstraint("ck_program_days_focus_duration", "focus_duration BETWEEN 1 AND 1440");
        });
        row.HasKey(day => new { day.ProgramId, day.DayNumber });
        row.Property(day => day.Version).IsRowVersion();
    });
}
