using System.Text.Json;
using Dapper;
using FocusSuite.ServiceDefaults.Erasure;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>The erasures that a service with a relational database remembers.</summary>
internal sealed class RelationalErasureLedger(NpgsqlDataSource dataSource) : IErasureLedger
{
    private const string NoteSql = """
        INSERT INTO erased_users (user_hash, erasure_id, removed, expires_at) VALUES (@hash, @erasureId, @removed::jsonb, @expiresAt)
        ON CONFLICT (user_hash) DO NOTHING
        """;

    private const string FindSql =
        "SELECT erasure_id AS ErasureId, removed::text, expires_at AS ExpiresAt FROM erased_users WHERE user_hash = @hash";

    private const string ListSql = """
        WITH expired AS (DELETE FROM erased_users WHERE expires_at <= @now) SELECT user_hash FROM erased_users WHERE expires_at > @now
        """;

    public async Task<ErasureEntry> NoteAsync(ErasureEntry entry, CancellationToken cancellationToken)
    {
        var (hash, removed) = (Convert.FromHexString(entry.UserHash), JsonSerializer.Serialize(entry.Removed));
        var note = new { hash, erasureId = entry.ErasureId, removed, expiresAt = entry.ExpiresAt };
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
        {
            await connection.ExecuteAsync(new CommandDefinition(NoteSql, note, cancellationToken: cancellationToken));
        }

        return await FindAsync(entry.UserHash, cancellationToken) ?? entry;
    }

    public async Task<ErasureEntry?> FindAsync(string userHash, CancellationToken cancellationToken)
    {
        var find = new CommandDefinition(FindSql, new { hash = Convert.FromHexString(userHash) }, cancellationToken: cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Noted>(find) is { } noted
            ? new ErasureEntry(
                userHash, noted.ErasureId, JsonSerializer.Deserialize<Dictionary<string, long>>(noted.Removed)!, noted.ExpiresAt)
            : null;
    }

    public async Task<IReadOnlyCollection<string>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var hashes = await connection.QueryAsync<byte[]>(new CommandDefinition(ListSql, new { now }, cancellationToken: cancellationToken));
        return hashes.Select(Convert.ToHexStringLower).ToHashSet();
    }

    // Npgsql gives the time as a DateTime in UTC, and Dapper takes it as it comes.
    private sealed record Noted(Guid ErasureId, string Removed, DateTime ExpiresAt);
}
