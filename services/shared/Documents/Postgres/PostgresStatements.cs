using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents.Postgres;

/// <summary>The statements of one table. There are few distinct ones, so all of them get prepared.</summary>
internal sealed class PostgresStatements(IDocumentMap map)
{
    private readonly Dictionary<(bool IsNew, bool HasMessages), string> _saves = new()
    {
        [(true, true)] = SaveSql(map, isNew: true, hasMessages: true),
        [(true, false)] = SaveSql(map, isNew: true, hasMessages: false),
        [(false, true)] = SaveSql(map, isNew: false, hasMessages: true),
        [(false, false)] = SaveSql(map, isNew: false, hasMessages: false),
    };

    public string Get { get; } = $"SELECT version, data FROM {map.Collection} WHERE user_id = $1 AND id = $2";

    public string GetMany { get; } = $"SELECT version, data FROM {map.Collection} WHERE user_id = $1 AND id = ANY($2)";

    public string Wrote { get; } = $"SELECT 1 FROM {map.Collection} WHERE user_id = $1 AND id = $2 AND writes @> ARRAY[$3]::uuid[]";

    public string Delete { get; } = $"DELETE FROM {map.Collection} WHERE user_id = $1 AND id = $2 AND version = $3";

    /// <summary>
    /// $1 user, $2 id, $3 expected version, $4 write id, $5 document, then the unique keys; then, with messages, the lease in seconds
    /// and their columns as arrays. Answers the number of saved documents. The messages hang on the saved row, so that a rejected save
    /// leaves none.
    /// </summary>
    public string Save(bool isNew, bool hasMessages) => _saves[(isNew, hasMessages)];

    public (string Sql, IReadOnlyList<object> Values) Find(IndexQuery query, int limit)
    {
        var values = new List<object>();
        var conditions = query.Equal.Select(one => $"{PostgresNames.Column(one.Field)} = {Value(one.Value)}").ToList();
        if (query.UserId is { } userId && !query.Equal.Any(one => one.Field.IsUser))
        {
            conditions.Add($"{PostgresNames.User} = {Value(userId)}");
        }

        var sort = query.Sort is null ? null : PostgresNames.Column(query.Sort);
        if (query.From is not null)
        {
            conditions.Add($"{sort} >= {Value(query.From)}");
        }

        if (query.Before is not null)
        {
            conditions.Add($"{sort} < {Value(query.Before)}");
        }

        if (query.AnyOf is not null)
        {
            conditions.Add($"{sort} = ANY({Value(query.AnyOf)})");
        }

        var direction = query.Descending ? '<' : '>';
        if (query.After is { } after)
        {
            conditions.Add(
                sort is null
                    ? $"id {direction} {Value(after.Id)}"
                    : $"({sort}, id) {direction} ({Value(after.Value!)}, {Value(after.Id)})");
        }

        // Also where a comparison keeps nulls out: the index is a partial one, and the planner does not see its condition in a comparison
        // of rows.
        if (query.Index.Sort is { } indexed)
        {
            conditions.Add($"{PostgresNames.Column(indexed)} IS NOT NULL");
        }

        var order = query.Descending ? " DESC" : "";
        var orderBy = sort is null ? $"id{order}" : $"{sort}{order}, id{order}";
        var where = string.Join(" AND ", conditions);
        return ($"SELECT version, data FROM {map.Collection} WHERE {where} ORDER BY {orderBy} LIMIT {Value((long)limit)}", values);

        string Value(object value)
        {
            values.Add(Parameter(value));
            return $"${values.Count}";
        }
    }

    public string Count(IndexQuery query) =>
        $"SELECT count(*) FROM {map.Collection} WHERE {PostgresNames.Column(query.Index.Sort!)} IS NOT NULL";

    private static object Parameter(object value) => value switch
    {
        DateTimeOffset instant => InstantConverter.Text(instant),

        // The driver wants to know an array's type.
        IReadOnlyList<object> and [long, ..] choice => choice.Cast<long>().ToArray(),
        IReadOnlyList<object> and [bool, ..] choice => choice.Cast<bool>().ToArray(),
        IReadOnlyList<object> choice => choice.Select(Parameter).Cast<string>().ToArray(),
        _ => value,
    };

    private static string SaveSql(IDocumentMap map, bool isNew, bool hasMessages)
    {
        const int fixedParameters = 5;
        var keys = map.UniqueKeys.Select(
            (key, i) => (Column: PostgresNames.KeyColumn(key), Parameter: $"${fixedParameters + 1 + i}")).ToArray();
        var saved = isNew ? InsertSql(map.Collection, keys) : UpdateSql(map.Collection, keys);
        var posted = hasMessages ? $", posted AS ({PostSql(fixedParameters + keys.Length + 1)})" : "";
        var relaxed = map.IsRelaxed && !hasMessages ? $" WHERE {PostgresCommit.Relaxed}" : "";
        return $"WITH saved AS ({saved}){posted} SELECT count(*) FROM saved{relaxed}";
    }

    private static string InsertSql(string table, (string Column, string Parameter)[] keys)
    {
        var columns = string.Concat(keys.Select(key => $", {key.Column}"));
        var values = string.Concat(keys.Select(key => $", {key.Parameter}"));
        return $"""
            INSERT INTO {table} (user_id, id, version, writes, data{columns}) VALUES ($1, $2, $3 + 1, ARRAY[$4]::uuid[], $5{values})
            ON CONFLICT (user_id, id) DO NOTHING RETURNING 1
            """;
    }

    private static string UpdateSql(string table, (string Column, string Parameter)[] keys)
    {
        var columns = string.Concat(keys.Select(key => $", {key.Column} = {key.Parameter}"));
        // Keeps the last ones: the slice begins so many places before the new end.
        var remembered = $"(writes || $4::uuid)[cardinality(writes) - {PendingWrite<object>.Remembered - 2}:]";
        return $"""
            UPDATE {table} SET version = version + 1, writes = {remembered}, data = $5{columns}
            WHERE user_id = $1 AND id = $2 AND version = $3 RETURNING 1
            """;
    }

    private static string PostSql(int first) => $"""
        INSERT INTO outbox (id, type, body, trace_parent, occurred_at, leased_until)
        SELECT m.*, clock_timestamp() + make_interval(secs => ${first})
        FROM unnest(${first + 1}, ${first + 2}, ${first + 3}, ${first + 4}, ${first + 5}) AS m WHERE EXISTS (SELECT FROM saved)
        """;
}
