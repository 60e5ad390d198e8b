using System.Text.Json;
using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FocusSuite.Documents.Postgres;

/// <summary>Documents of one kind in one table. A save is one statement: one round trip, atomic without a transaction around it.</summary>
internal sealed class PostgresDocumentStore<T>(
    NpgsqlDataSource dataSource, DocumentMap<T> map, IOutboxSource outbox, IOutboxRelay relay,
    ILogger logger) : DocumentStore<T>(map, relay, logger)
    where T : class
{
    private readonly PostgresStatements _sql = new(map);

    protected override IOutboxSource Outbox => outbox;

    protected override Fault Classify(Exception exception) => PostgresFaults.Classify(exception);

    protected override async Task<IReadOnlyList<Versioned<T>>> ReadAsync(
        long userId, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        await using var command = ids.Count == 1
            ? Command(_sql.Get, userId, ids[0])
            : Command(_sql.GetMany, userId, ids.ToArray());
        return await ReadAsync(command, cancellationToken);
    }

    protected override async Task<IReadOnlyList<Versioned<T>>> SearchAsync(IndexQuery query, int limit, CancellationToken cancellationToken)
    {
        var (sql, values) = _sql.Find(query, limit);
        await using var command = Command(sql, [.. values]);
        return await ReadAsync(command, cancellationToken);
    }

    protected override async Task<long> CountAsync(IndexQuery query, CancellationToken cancellationToken)
    {
        await using var command = Command(_sql.Count(query));
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    protected override async Task<Exception?> WriteAsync(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        var sql = _sql.Save(isNew: write.ExpectedVersion == 0, hasMessages: write.Messages.Count > 0);
        await using var command = Command(sql, write.UserId, write.Id, write.ExpectedVersion, write.WriteId);
        PostgresParameters.AddState(command, write.Json, write.UniqueKeys);
        if (write.Messages.Count > 0)
        {
            PostgresParameters.AddMessages(command, write.Messages, Lease);
        }

        try
        {
            return await command.ExecuteScalarAsync(cancellationToken) is 1L
                ? null
                : new DocumentConflictException(Map.Collection, write.Id, write.ExpectedVersion);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && KeyOf(e.ConstraintName) is { } key)
        {
            return new UniqueKeyConflictException(Map.Collection, write.Id, key);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && e.ConstraintName == $"{Map.Collection}_pkey")
        {
            // The table of a version that knew no users: there is a second index of ids.
            return new DocumentConflictException(Map.Collection, write.Id, write.ExpectedVersion);
        }
    }

    protected override async Task<bool> WroteAsync(long userId, string id, Guid writeId, CancellationToken cancellationToken)
    {
        await using var command = Command(_sql.Wrote, userId, id, writeId);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    protected override async Task<bool> RemoveAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken)
    {
        await using var command = Command(_sql.Delete, userId, id, expectedVersion);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static async Task<IReadOnlyList<Versioned<T>>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var found = new List<Versioned<T>>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new(JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(1), DocumentJson.Options)!, reader.GetInt64(0)));
        }

        return found;
    }

    private string? KeyOf(string? constraint) =>
        Map.UniqueKeys.FirstOrDefault(key => constraint == PostgresNames.KeyIndex(Map.Collection, key.Name)
            || constraint == PostgresNames.OldKeyIndex(Map.Collection, key.Name))?.Name;

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = dataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
