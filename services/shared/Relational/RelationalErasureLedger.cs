using System.Text.Json;
using FocusSuite.ServiceDefaults.Erasure;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>The erasures that a service with a relational database remembers.</summary>
internal sealed class RelationalErasureLedger(NpgsqlDataSource dataSource) : IErasureLedger
{
    private const string NoteSql = """
        INSERT INTO erased_users (user_hash, erasure_id, removed, expires_at) VALUES ($1, $2, $3::jsonb, $4) ON CONFLICT (user_hash) DO NOTHING
        """;

    private const string FindSql = "SELECT erasure_id, removed::text, expires_at FROM erased_users WHERE user_hash = $1";

    private const string ListSql = """
        WITH expired AS (DELETE FROM erased_users WHERE expires_at <= $1) SELECT user_hash FROM erased_users WHERE expires_at > $1
        """;

    public async Task<ErasureEntry> NoteAsync(ErasureEntry entry, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(NoteSql);
        command.Parameters.Add(new() { Value = Convert.FromHexString(entry.UserHash) });
        command.Parameters.Add(new() { Value = entry.ErasureId });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(entry.Removed) });
        command.Parameters.Add(new() { Value = entry.ExpiresAt });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await FindAsync(entry.UserHash, cancellationToken) ?? entry;
    }

    public async Task<ErasureEntry?> FindAsync(string userHash, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(FindSql);
        command.Parameters.Add(new() { Value = Convert.FromHexString(userHash) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ErasureEntry(
                userHash,
                reader.GetGuid(0),
                JsonSerializer.Deserialize<Dictionary<string, long>>(reader.GetString(1))!,
                reader.GetFieldValue<DateTimeOffset>(2))
            : null;
    }

    public async Task<IReadOnlyCollection<string>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(ListSql);
        command.Parameters.Add(new() { Value = now });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var hashes = new HashSet<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            hashes.Add(Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0)));
        }

        return hashes;
    }
}
