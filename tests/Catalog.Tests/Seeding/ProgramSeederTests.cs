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

        (await _catalog.Database.ScalarAsync<string>("SELECT string_agg(id || '=' || key || '=' || sort_order, ' ' ORDER BY id) FROM "
            + "programs"))
            .ShouldBe("1=14-day-focus-challenge=1 2=30-day-focus-mastery=2");
        (await _catalog.OfferedAsync()).ShouldBe("1.1=14-Day Focus Challenge, 2.1=30-Day Focus Mastery");
        (await DaysAsync()).ShouldBe(44);
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
    [InlineData("DELETE FROM programs WHERE id = 2", 2)]
    [InlineData("UPDATE programs SET sort_order = 9 WHERE id = 1", 1)]
    [InlineData("UPDATE programs SET retired_at = now() WHERE id = 1", 1)]
    public async Task Seed_AfterAHalfDoneOrDamagedRun_RepairsItAndTellsOfThatProgramOnce(string damage, long program)
    {
        await _catalog.SeedAsync();
        var whole = await _catalog.OfferedAsync();
        await _catalog.Database.ExecuteAsync(damage);
        (await _catalog.OfferedAsync()).ShouldNotBe(whole);

        await _catalog.SeedAsync();
        await _catalog.SeedAsync();

        (await _catalog.OfferedAsync()).ShouldBe(whole);
        Changed().ShouldBe([1, 2, program]);
    }

    [Theory]
    [InlineData("DELETE FROM program_versions WHERE program_id = 1")]
    [InlineData("UPDATE program_versions SET content = jsonb_set(content, '{days,0,tips}', '[\"other\"]') WHERE program_id = 1")]
    public async Task Seed_WhereAVersionIsLostOrAnotherThanTheContent_PublishesTheNext(string damage)
    {
        await _catalog.SeedAsync();
        await _catalog.Database.ExecuteAsync(damage);

        await _catalog.SeedAsync();
        await _catalog.SeedAsync();

        (await _catalog.OfferedAsync()).ShouldBe("1.2=14-Day Focus Challenge, 2.1=30-Day Focus Mastery");
        Changed().ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task Seed_ChangedContent_IsTheNextVersionAndLeavesTheOneBeforeAsItWas()
    {
        await _catalog.SeedAsync();
        var before = await VersionAsync(1);
        var (challenge, mastery) = (_catalog.Contents[0], _catalog.Contents[1]);
        _catalog.Contents =
        [
            challenge with { Name = "Two Weeks of Focus", DurationDays = 13, Days = [.. challenge.Days.Take(13)] },
            mastery,
        ];

        await _catalog.SeedAsync();
        await _catalog.SeedAsync();

        (await _catalog.OfferedAsync()).ShouldBe("1.2=Two Weeks of Focus, 2.1=30-Day Focus Mastery");
        (await VersionAsync(1)).ShouldBe(before);
        (await DaysAsync()).ShouldBe(44 + 13);
        Changed().ShouldBe([1, 2, 1]);
    }

    [Fact]
    public async Task Seed_WithoutAProgramOfBefore_RetiresItAndKeepsItsVersions()
    {
        await _catalog.SeedAsync();
        var contents = _catalog.Contents;
        _catalog.Contents = [contents[1]];

        await _catalog.SeedAsync();
        await _catalog.SeedAsync();

        (await _catalog.OfferedAsync()).ShouldBe("2.1=30-Day Focus Mastery");
        (await DaysAsync()).ShouldBe(44);
        Changed().ShouldBe([1, 2, 1, 2], "the second has moved up");

        _catalog.Contents = contents;
        await _catalog.SeedAsync();
        (await _catalog.OfferedAsync()).ShouldBe("1.1=14-Day Focus Challenge, 2.1=30-Day Focus Mastery");
    }

    [Fact]
    public async Task Seed_WhereSomebodyElseHasTheNumber_TakesTheNextOneAndLeavesTheirs()
    {
        await _catalog.Database.ExecuteAsync("INSERT INTO programs (id, key, sort_order) VALUES (1, 'ours', 9)");

        await _catalog.SeedAsync();

        (await _catalog.Database.ScalarAsync<string>("SELECT string_agg(id || '=' || key, ' ' ORDER BY sort_order) FROM programs WHERE "
            + "retired_at IS NULL"))
            .ShouldBe("2=14-day-focus-challenge 3=30-day-focus-mastery 1=ours");
    }

    [Fact]
    public async Task Seed_ByManyReplicasAtOnce_SeedsOnceAndTellsOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_catalog.SeedAsync)));

        (await DaysAsync()).ShouldBe(44);
        (await _catalog.Database.ScalarAsync<long>("SELECT count(*) FROM outbox")).ShouldBe(2);
        Changed().ShouldBe([1, 2]);
    }

    private Task<long> DaysAsync() =>
        _catalog.Database.ScalarAsync<long>("SELECT sum(jsonb_array_length(content -> 'days'))::bigint FROM program_versions");

    private Task<string> VersionAsync(int number) =>
        _catalog.Database.ScalarAsync<string>(
            $"SELECT xmin::text || v::text FROM program_versions v WHERE program_id = 1 AND number = {number}");

    private IReadOnlyList<long> Changed() => [.. _catalog.Relay.Events<CatalogChanged>().Select(changed => changed.ProgramId)];
}
