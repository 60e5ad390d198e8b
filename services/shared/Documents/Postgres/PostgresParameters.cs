using FocusSuite.Messaging.Outbox;
using Npgsql;
using NpgsqlTypes;

namespace FocusSuite.Documents.Postgres;

/// <summary>The parameters of a save after its first four, in the order of <see cref="PostgresStatements.Save"/>.</summary>
internal static class PostgresParameters
{
    public static void AddState(NpgsqlCommand command, byte[] json, IReadOnlyList<(string Name, string? Value)> keys)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb });
        foreach (var (_, value) in keys)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        }
    }

    public static void AddMessages(NpgsqlCommand command, IReadOnlyList<OutboxMessage> messages, TimeSpan lease)
    {
        Add(command, lease.TotalSeconds, NpgsqlDbType.Double);
        Add(command, messages.Select(message => message.Id).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(command, messages.Select(message => message.Type).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(command, messages.Select(message => message.Body).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(command, messages.Select(message => message.TraceParent).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);
        Add(
            command,
            messages.Select(message => message.OccurredAt.ToUniversalTime()).ToArray(),
            NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);
    }

    private static void Add(NpgsqlCommand command, object value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = type });
}
