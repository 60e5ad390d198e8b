using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Catalog.Storage;

/// <summary>A program template.</summary>
internal sealed class ProgramRow
{
    /// <summary>The number that clients know.</summary>
    public required long Id { get; init; }

    /// <summary>What tells it from the others for ever, whatever its name: the seed finds its program by it.</summary>
    public required string Key { get; init; }

    /// <summary>Its place in the list.</summary>
    public int SortOrder { get; set; }

    public string Name { get; set; } = string.Empty;

    /// <summary>Its documented word, e.g. <c>14_day</c>.</summary>
    public string ProgramType { get; set; } = string.Empty;

    public string Description { get; set; } = string.Empty;

    public int DurationDays { get; set; }

    public List<string> Objectives { get; set; } = [];

    public bool IsProOnly { get; set; }

    public string Icon { get; set; } = string.Empty;

    public string Color { get; set; } = string.Empty;

    public string? CoverImageUrl { get; set; }

    public List<ProgramDayRow> Days { get; init; } = [];

    /// <summary>PostgreSQL's own row version.</summary>
    public uint Version { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ProgramRow>(row =>
    {
        row.ToTable("programs", table =>
        {
            table.HasCheckConstraint("ck_programs_duration_days", "duration_days BETWEEN 1 AND 366");
            table.HasCheckConstraint("ck_programs_color", "color ~ '^#[0-9A-F]{6}$'");
        });
        row.HasKey(program => program.Id);

        // The seed gives the numbers, so that a new installation has 1 and 2, which the API's document shows.
        row.Property(program => program.Id).ValueGeneratedNever();
        row.HasIndex(program => program.Key).IsUnique();
        row.HasIndex(program => new { program.SortOrder, program.Id });
        row.Property(program => program.Version).IsRowVersion();
        row.HasMany(program => program.Days).WithOne().HasForeignKey(day => day.ProgramId).OnDelete(DeleteBehavior.Cascade);
    });
}
