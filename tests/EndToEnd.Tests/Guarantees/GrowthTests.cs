using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Npgsql;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Guarantees;

/// <summary>
/// What a request costs must not grow with the number of users: no statement reads a whole table that grows. PostgreSQL reads small tables
/// as a whole by choice; here it is told to do so only where no index will do, and counts each time that it had to.
/// </summary>
public sealed class GrowthTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    /// <summary>
    /// Tables that stay short whatever happens: programs and their versions, keys, who was erased lately, and what the host keeps itself.
    /// </summary>
    private static readonly string[] Short = ["programs", "program_versions", "signing_keys", "erased_users", "__EFMigrationsHistory"];

    private static readonly string[] Read = ["enrollments", "sessions", "program_days", "accounts", "outbox", "idempotency"];

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> OnlyWhereItMust = PartNames.Services.ToDictionary(
        name => name,
        IReadOnlyDictionary<string, string> (_) => new Dictionary<string, string> { ["PGOPTIONS"] = "-c enable_seqscan=off" });

    [Fact]
    public async Task Statements_OfUsersDays_ReadNoGrowingTableAsAWhole()
    {
        using var bound = new CancellationTokenSource(Bound);
        await using var system = await FocusSystem.StartAsync(
            new FocusSystemOptions { TimeScale = Suite.TimeScale, Environment = OnlyWhereItMust }, bound.Token);

        // What made the tables and their indexes reads them as a whole. A session of the server tells what it did when it ends.
        await EachAsync(part => part.StopAsync(bound.Token));
        var before = await ReadAsync(system);
        await EachAsync(part => part.StartAgainAsync(bound.Token));

        await LiveAsync(await Suite.NewUserAsync(system));
        await LiveAsync(await Suite.NewUserAsync(system, pro: true));

        await EachAsync(part => part.StopAsync(bound.Token));
        var after = await Eventually.Async(
            () => ReadAsync(system), all => Read.All(table => all.Any(one => one.Table == table && one.ByIndex > 0)), Bound);

        var whole = after.Where(one => !Short.Contains(one.Table)
            && one.Whole > (before.SingleOrDefault(other => other.Database == one.Database && other.Table == one.Table)?.Whole ?? 0));
        string.Join(", ", whole.Select(one => $"{one.Database}.{one.Table} {one.Whole}")).ShouldBeEmpty();

        Task EachAsync(Func<SystemPart, Task> act) => Task.WhenAll(PartNames.Services.Select(service => act(system.Part(service))));
    }

    private static async Task LiveAsync(Api user)
    {
        var enrollment = await user.BeginAsync();
        await user.LiveDayAsync(enrollment, 1);
        var session = await user.StartSessionAsync(enrollment, 2);
        (await user.PostAsync("sessions/pause/", new { session_id = session })).Ok();
        (await user.PostAsync("sessions/resume/", new { session_id = session })).Ok();
        (await user.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = "Phone" })).Ok();
        (await user.CompleteAsync(session, Guid.NewGuid().ToString())).Ok();
        foreach (var path in new[]
                 {
                     "programs/", $"programs/{enrollment}/", $"programs/{enrollment}/days/1/", $"programs/{enrollment}/weekly-review/1/",
                     "history/", "sessions/", "sessions/active/",
                 })
        {
            (await user.GetAsync(path)).Ok();
        }
    }

    private static async Task<List<Scans>> ReadAsync(FocusSystem system)
    {
        var all = new List<Scans>();
        foreach (var service in PartNames.Services)
        {
            await using var connection = new NpgsqlConnection(system.DatabaseOf(service));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                "SELECT relname::text, coalesce(seq_scan, 0), coalesce(idx_scan, 0) FROM pg_stat_user_tables", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                all.Add(new(service, reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
            }
        }

        return all;
    }

    private sealed record Scans(string Database, string Table, long Whole, long ByIndex);
}
