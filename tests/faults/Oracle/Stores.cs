using System.Text.Json.Nodes;
using FocusSuite.TestSystem;
using Npgsql;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>The services' own databases, read past the services.</summary>
public sealed class Stores : IAsyncDisposable
{
    private static readonly string[] Services =
        [PartNames.Identity, PartNames.Catalog, PartNames.Enrollment, PartNames.Sessions, PartNames.Progress, PartNames.Insights];

    private readonly Dictionary<string, NpgsqlDataSource> _sources;

    public Stores(FocusSystem system) => _sources = Services.ToDictionary(
        service => service,
        service =>
            NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(system.DatabaseOf(service)) { MaxPoolSize = 2, Timeout = 5, CommandTimeout = 10 }));

    /// <summary>Messages that wait in all outboxes.</summary>
    public async Task<long> OutboxDepthAsync(CancellationToken ct)
    {
        var depth = 0L;
        foreach (var source in _sources.Values)
        {
            await using var command = source.CreateCommand("SELECT count(*) FROM outbox");
            depth += (long)(await command.ExecuteScalarAsync(ct))!;
        }

        return depth;
    }

    /// <summary>Enrollments of users, from a number on: also those that nobody was told of.</summary>
    public async Task<IReadOnlyList<EnrollmentRow>> EnrollmentsAsync(long[] users, long fromId, CancellationToken ct)
    {
        await using var command = _sources[PartNames.Enrollment].CreateCommand(
            "SELECT id, user_id, program_id, status, current_day, completed_days FROM enrollments WHERE user_id = ANY($1) AND id >= $2");
        command.Parameters.Add(new() { Value = users });
        command.Parameters.Add(new() { Value = fromId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<EnrollmentRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new(
                reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3), reader.GetInt32(4),
                reader.GetFieldValue<int[]>(5)));
        }

        return rows;
    }

    /// <summary>Sessions of enrollments.</summary>
    public Task<IReadOnlyList<JsonNode>> SessionsAsync(long[] users, long fromEnrollment, CancellationToken ct) => DocumentsAsync(
        PartNames.Sessions,
        """SELECT data FROM sessions WHERE user_id = ANY($1) AND (data->>'enrollmentId')::bigint >= $2""",
        [users, fromEnrollment],
        ct);

    /// <summary>Days of enrollments.</summary>
    public Task<IReadOnlyList<JsonNode>> DaysAsync(string[] ids, CancellationToken ct) =>
        DocumentsAsync(PartNames.Progress, "SELECT data FROM program_days WHERE id = ANY($1)", [ids], ct);

    /// <summary>Totals of enrollments.</summary>
    public Task<IReadOnlyList<JsonNode>> TotalsAsync(string[] ids, CancellationToken ct) =>
        DocumentsAsync(PartNames.Progress, "SELECT data FROM enrollment_progress WHERE id = ANY($1)", [ids], ct);

    /// <summary>Facts of enrollments, from a number on.</summary>
    public async Task<IReadOnlyList<FactRow>> FactsAsync(long[] users, long fromEnrollment, CancellationToken ct)
    {
        await using var command = _sources[PartNames.Insights].CreateCommand(
            "SELECT enrollment_id, key, seconds FROM facts WHERE user_id = ANY($1) AND enrollment_id >= $2 AND NOT is_removed");
        command.Parameters.Add(new() { Value = users });
        command.Parameters.Add(new() { Value = fromEnrollment });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<FactRow>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2)));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<JsonNode>> DocumentsAsync(string service, string sql, object[] values, CancellationToken ct)
    {
        await using var command = _sources[service].CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        var documents = new List<JsonNode>();
        while (await reader.ReadAsync(ct))
        {
            documents.Add(JsonNode.Parse(reader.GetString(0))!);
        }

        return documents;
    }
}

/// <summary>An enrollment as its table has it.</summary>
public sealed record EnrollmentRow(long Id, long UserId, long ProgramId, string Status, int CurrentDay, int[] CompletedDays);

/// <summary>A fact as the ledger has it.</summary>
public sealed record FactRow(long EnrollmentId, string Key, int Seconds);
