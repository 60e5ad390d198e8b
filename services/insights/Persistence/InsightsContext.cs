using System.Text.Json;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.StreakCare;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Insights.Persistence;

/// <summary>The service's own database.</summary>
internal sealed class InsightsContext(DbContextOptions<InsightsContext> options) : FocusDbContext(options)
{
    /// <summary>Whose a fact is.</summary>
    public const string UserId = "UserId";

    /// <summary>Whether a fact was taken back: its row stays, so that an older word of it does not bring it back.</summary>
    public const string IsRemoved = "IsRemoved";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Fact>(row =>
        {
            row.ToTable("facts", table => table.HasCheckConstraint(
                "ck_facts_figures", "seconds >= 0 AND planned_seconds >= 0 AND pauses >= 0 AND day_number >= 0 AND total_days >= 0"));
            row.Property<long>(UserId);
            row.Property<long>("Revision");
            row.Property<bool>(IsRemoved);
            row.Property<DateTimeOffset>("RecordedAt");
            row.HasKey(UserId, nameof(Fact.Key));

            // By its bytes: keys are compared and told apart by nothing else.
            row.Property(fact => fact.Key).HasMaxLength(FactKeys.MaxLength).UseCollation("C");
            row.Property(fact => fact.Kind).HasConversion<string>().HasMaxLength(32);
        });
        modelBuilder.Entity<AchievementRow>(row =>
        {
            row.ToTable("achievements", table => table.HasCheckConstraint("ck_achievements_level", "level >= 1 AND version >= 1"));

            // What guards that nothing is granted twice.
            row.HasKey(held => new { held.UserId, held.Code, held.Level, held.Window });
            row.Property(held => held.Code).HasMaxLength(64);
            row.Property(held => held.Window).HasMaxLength(64);
        });
        modelBuilder.Entity<StreakSettingsRow>(row =>
        {
            row.ToTable("streak_settings");
            row.HasKey(settings => settings.UserId);
            row.Property(settings => settings.UserId).ValueGeneratedNever();
            row.Property(settings => settings.Settings).HasColumnType("jsonb").HasConversion(
                settings => JsonSerializer.Serialize(settings, JsonSerializerOptions.Web),
                json => JsonSerializer.Deserialize<StreakSettings>(json, JsonSerializerOptions.Web)!);
            row.Property(settings => settings.Version).IsRowVersion();
        });
        modelBuilder.Entity<RebuildRow>(row =>
        {
            row.ToTable("rebuilds");
            row.HasKey(rebuild => rebuild.Id);
            row.Property(rebuild => rebuild.Id).ValueGeneratedNever();
        });
    }
}
