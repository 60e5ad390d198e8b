using FocusSuite.Documents.Internal;
using FocusSuite.Documents.Postgres;
using FocusSuite.Documents.Tests.Compliance;
using FocusSuite.Documents.Tests.Servers;
using Npgsql;
using Shouldly;

namespace FocusSuite.Documents.Tests.PostgresPlans;

/// <summary>
/// The statements of finds are ones for which PostgreSQL takes the declared index, and walks it in order instead of sorting.
/// </summary>
public sealed class PostgresPlanTests(PostgresServer server)
{
    private static readonly string Token = new PageToken(Session.Epoch, "a").ToString();

    public static TheoryData<string, string> Queries => new()
    {
        { "by_user", "all" },
        { "by_user", "range" },
        { "by_user", "page" },
        { "by_user", "page of a range" },
        { "by_user", "exact" },
        { "by_state", "all" },
        { "due", "range" },
        { "due", "choice" },
        { "due", "page of a choice" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Find_ByAnIndex_WalksIt(string index, string kind)
    {
        var database = await server.CreateDatabaseAsync();
        await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString(null));
        await new PostgresSchema([Session.Map]).EnsureAsync(dataSource, CancellationToken.None);

        foreach (var descending in new[] { false, true })
        {
            var (sql, values) = new PostgresStatements(Session.Map).Find(IndexQuery.Of(Session.Map, Query(index, kind, descending)), 50);
            var plan = await ExplainAsync(dataSource, sql, values);

            plan.ShouldContain($"using sessions_ix_{index}_");
            plan.ShouldNotContain("Sort Key");
        }

        await database.DropAsync();
    }

    private static DocumentQuery<Session> Query(string index, string kind, bool descending)
    {
        var query = new DocumentQuery<Session>(index)
        {
            Equal = index switch { "by_state" => [1, SessionState.Done], "due" => [], _ => [1] },
            Descending = descending,
        };
        return kind switch
        {
            "range" => query with { Before = Session.Epoch },
            "page" => query with { PageToken = Token },
            "page of a range" => query with { PageToken = Token, From = Session.Epoch, Before = Session.Epoch },
            "choice" => query with { AnyOf = [Session.Epoch, Session.Epoch.AddMinutes(1)] },
            "page of a choice" => query with { PageToken = Token, AnyOf = [Session.Epoch, Session.Epoch.AddMinutes(1)] },
            "exact" => query with { Equal = [1, Session.Epoch] },
            _ => query,
        };
    }

    private static async Task<string> ExplainAsync(NpgsqlDataSource dataSource, string sql, IReadOnlyList<object> values)
    {
        // The table is empty, so the planner needs to be told that the size is not the question.
        await using var connection = await dataSource.OpenConnectionAsync();
        await using (var set = new NpgsqlCommand(
            "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off", connection))
        {
            await set.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand($"EXPLAIN {sql}", connection);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
