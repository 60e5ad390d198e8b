using FocusSuite.Enrollment.Domain;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Enrollment.Persistence;

/// <summary>The service's own database.</summary>
internal sealed class EnrollmentContext(DbContextOptions<EnrollmentContext> options) : FocusDbContext(options)
{
    /// <summary>The constraint that guards one live enrollment a person and program.</summary>
    public const string LiveIndex = "ux_enrollments_live";

    /// <summary>
    /// Where the numbers of enrollments come from: known before the insert, because the event that is saved with it names it.
    /// </summary>
    public const string Ids = "enrollment_ids";

    public DbSet<ProgramEnrollment> Enrollments => Set<ProgramEnrollment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.HasSequence<long>(Ids);
        modelBuilder.Entity<ProgramEnrollment>(row =>
        {
            row.ToTable("enrollments", table =>
            {
                table.HasCheckConstraint(
                    "ck_enrollments_status", "status IN ('not_started', 'in_progress', 'paused', 'completed', 'abandoned')");
                table.HasCheckConstraint(
                    "ck_enrollments_days",
                    "total_days BETWEEN 1 AND 366 AND current_day BETWEEN 1 AND total_days AND cardinality(completed_days) <= total_days");
                table.HasCheckConstraint("ck_enrollments_completed", "(status = 'completed') = (completed_at IS NOT NULL)");
                table.HasCheckConstraint("ck_enrollments_started", "started_at IS NOT NULL OR status NOT IN ('in_progress', 'paused')");
            });
            row.HasKey(enrollment => new { enrollment.UserId, enrollment.Id });
            row.Property(enrollment => enrollment.Id).ValueGeneratedNever();
            row.Property(enrollment => enrollment.Status).HasConversion(status => status.Word(), word => StatusWords.Parse(word));
            row.Property(enrollment => enrollment.Version).IsRowVersion();

            // With defaults: a replica of the version before inserts rows without them.
            row.Property(enrollment => enrollment.ProgramVersion).HasDefaultValue(1);
            row.Property(enrollment => enrollment.ChangeReceipts)
                .HasColumnType("jsonb").HasDefaultValueSql("'[]'").HasConversion(ReceiptsColumn.Converter, ReceiptsColumn.Comparer);
            row.HasIndex(enrollment => new { enrollment.UserId, enrollment.ProgramId })
                .HasDatabaseName(LiveIndex).IsUnique().HasFilter("status IN ('not_started', 'in_progress', 'paused')");

            // For replicas of the version before, and for a service that does not know whose an enrollment is.
            row.HasIndex(enrollment => enrollment.Id);
        });
    }
}
