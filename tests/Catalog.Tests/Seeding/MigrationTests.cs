using FocusSuite.Catalog.Domain;
using FocusSuite.Catalog.Persistence;
using FocusSuite.TestSupport.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shouldly;
using Xunit;

namespace FocusSuite.Catalog.Tests.Seeding;

/// <summary>Programs of the version before, which had no versions.</summary>
public sealed class MigrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProgramVersions_OfAnInstallationOfBefore_MakesWhatIsThereVersionOne()
    {
        await using var database = await TestDatabase.CreateAsync("catalog", Token);
        await using var context = new CatalogContext(
            new DbContextOptionsBuilder<CatalogContext>().UseNpgsql(database.ConnectionString).UseSnakeCaseNamingConvention().Options);
        await context.GetService<IMigrator>().MigrateAsync("20261124095852_ErasedUsers", Token);
        await database.ExecuteAsync("""
            INSERT INTO programs (id, key, sort_order, name, program_type, description, duration_days, objectives, is_pro_only, icon, color)
            VALUES (1, '14-day-focus-challenge', 1, 'Challenge', '14_day', 'd', 2, '{"One \"goal\""}', false, '🎯', '#3B82F6'),
                   (7, 'ours', 2, 'Ours', 'custom', 'd', 1, '{}', true, 'i', '#000000');
            INSERT INTO program_days (program_id, day_number, title, description, focus_duration, tasks, tips, reflection_prompts)
            VALUES (1, 2, 'Two', 'd', 50, '{b}', '{}', '{}'), (1, 1, 'One', 'd', 25, '{"a, first"}', '{t}', '{p,q}');
            """);

        await context.Database.MigrateAsync(Token);

        var programs = await context.Programs.AsNoTracking().OrderBy(program => program.Id).ToListAsync(Token);
        programs.Select(program => (program.Id, program.PublishedVersion, program.IsSeeded, program.RetiredAt))
            .ShouldBe([(1L, 1, true, null), (7L, 1, false, null)]);
        var versions = await context.Versions.AsNoTracking().OrderBy(version => version.ProgramId).ToListAsync(Token);
        versions.Select(version => (version.ProgramId, version.Number)).ShouldBe([(1L, 1), (7L, 1)]);
        versions[0].Content.ToJson().ShouldBe(new ProgramContent
        {
            Name = "Challenge",
            ProgramType = "14_day",
            Description = "d",
            DurationDays = 2,
            Objectives = ["One \"goal\""],
            IsProOnly = false,
            Icon = "🎯",
            Color = "#3B82F6",
            CoverImageUrl = null,
            Days = [Day(1, "One", 25, ["a, first"], ["t"], ["p", "q"]), Day(2, "Two", 50, ["b"], [], [])],
        }.ToJson());
        versions[1].Content.Days.ShouldBeEmpty();
    }

    private static DayContent Day(int number, string title, int minutes, string[] tasks, string[] tips, string[] prompts) => new()
    {
        DayNumber = number,
        Title = title,
        Description = "d",
        FocusDuration = minutes,
        Tasks = tasks,
        Tips = tips,
        ReflectionPrompts = prompts,
    };
}
