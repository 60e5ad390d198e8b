using FocusSuite.Catalog.Tests.Support;
using FocusSuite.Messaging.Events;
using Shouldly;
using Xunit;

namespace FocusSuite.Catalog.Tests.Seeding;

/// <summary>Each test has a database of its own.</summary>
public sealed class ProgramSeederTests : IAsyncLifetime
{
    private readonly CatalogDatabase _catalog = new();

    public ValueTask InitializeAsync() => _catalog.InitializeAsync();

    public ValueTask DisposeAsync() => _catalog.DisposeAsync();

    [Fact]
    public async Task Seed_OnANewInstallation_GivesTheProgramsNumbersOneAndTwoAndAllDays()
    {
        await _catalog.SeedAsync();

        (await _catalog.Database.ScalarAsync<string>("SELECT string_agg(id || '=' || key || '=' || sort_order, ' ' ORDER BY id) FROM programs"))
            .ShouldBe("1=14-day-focus-challenge=1 2=30-day-focus-mastery=2");
        (await _catalog.Database.ScalarAsync<long>("SELECT count(*) FROM program_days")).ShouldBe(44);
        Changed().ShouldBe([1, 2]);
        (await _catalog.Database.ScalarAsync<long>("SELECT count(*) FROM outbox WHERE type = 'CatalogChanged'")).ShouldBe(2);
    }

    [Fact]
    public async Task Seed_Twice_WritesNothingTheSecondTime()
    {
        await _catalog.SeedAsync();
        var before = await _catalog.SnapshotAsync();

        await _catalog.SeedAsync();

        (await _catalog.SnapshotAsync()).ShouldBe(before);
        Changed().ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("DELETE FROM program_days WHERE program_id = 1 AND day_number > 5", 1)]
    [InlineData("DELETE FROM programs WHERE id = 2", 2)]
    [InlineData("UPDATE program_days SET tips = '{}' WHERE program_id = 2 AND day_number = 30", 2)]
    [InlineData("UPDATE programs SET name = 'x', is_pro_only = true, cover_image_url = 'y' WHERE id = 1", 1)]
    [InlineData("UPDATE program_days SET day_number = 15 WHERE program_id = 1 AND day_number = 1", 1)]
    public async Task Seed_AfterAHalfDoneOrDamagedRun_RepairsItAndTellsOfThatProgramOnce(string damage, long program)
    {
        await _catalog.SeedAsync();
        var whole = await _catalog.StateAsync();
        await _catalog.Database.ExecuteAsync(damage);
        (await _catalog.StateAsync()).ShouldNotBe(whole);

        await _catalog.SeedAsync();
        await _catalog.SeedAsync();

        (await _catalog.StateAsync()).ShouldBe(whole);
        Changed().ShouldBe([1, 2, program]);
    }

    [Fact]
    public async Task Seed_ChangedContent_KeepsTheNumberAndTellsOfTheChangeOnce()
    {
        await _catalog.SeedAsync();
        var (challenge, mastery) = (_catalog.Contents[0], _catalog.Contents[1]);
        _catalog.Contents =
        [
            challenge with { Name = "Two Weeks of Focus", DurationDays = 13, Days = [.. challenge.Days.Take(13)] },
            mastery,
        ];

        await _catalog.SeedAsync();
        await _catalog.SeedAsync();

        (await _catalog.Database.ScalarAsync<string>("SELECT name FROM programs WHERE id = 1")).ShouldBe("Two Weeks of Focus");
        (await _catalog.Database.ScalarAsync<long>("SELECT count(*) FROM program_days WHERE program_id = 1")).ShouldBe(13);
        Changed().ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task Seed_WhereSomebodyElseHasTheNumber_TakesTheNextOneAndLeavesTheirs()
    {
        await _catalog.Database.ExecuteAsync("""
            INSERT INTO programs (id, key, sort_order, name, program_type, description, duration_days, objectives, is_pro_only, icon, color)
            VALUES (1, 'ours', 9, 'Ours', 'custom', 'd', 3, '{}', false, 'i', '#000000')
            """);

        await _catalog.SeedAsync();

        (await _catalog.Database.ScalarAsync<string>("SELECT string_agg(id || '=' || key, ' ' ORDER BY sort_order) FROM programs"))
            .ShouldBe("2=14-day-focus-challenge 3=30-day-focus-mastery 1=ours");
    }

    [Fact]
    public async Task Seed_ByManyReplicasAtOnce_SeedsOnceAndTellsOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_catalog.SeedAsync)));

        (await _catalog.Database.ScalarAsync<long>("SELECT count(*) FROM program_days")).ShouldBe(44);
        (await _catalog.Database.ScalarAsync<long>("SELECT count(*) FROM outbox")).ShouldBe(2);
        Changed().ShouldBe([1, 2]);
    }

    private IReadOnlyList<long> Changed() => [.. _catalog.Relay.Events<CatalogChanged>().Select(changed => changed.ProgramId)];
}
