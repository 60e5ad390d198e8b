using Npgsql;

namespace FocusSuite.Insights.Persistence;

/// <summary>How far the rebuild of all users has come: the next one goes on there. There is one such row, or none.</summary>
internal sealed record RebuildRow
{
    private const string SaveSql = """
        INSERT INTO rebuilds (id, user_id, users, facts) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, users = excluded.users, facts = excluded.facts
        """;

    /// <summary>The only one.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The last user whose facts are rebuilt.</summary>
    public long UserId { get; init; }

    /// <summary>How many users were rebuilt so far.</summary>
    public long Users { get; init; }

    /// <summary>How many facts they have.</summary>
    public long Facts { get; init; }

    /// <summary>With one more user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="facts">How many facts the user has.</param>
    public RebuildRow With(long userId, int facts) => this with { UserId = userId, Users = Users + 1, Facts = Facts + facts };

    /// <summary>Saves it. Of two rebuilds at once, the later word stands: each does all users that it has not noted.</summary>
    public NpgsqlBatchCommand Save() => new(SaveSql)
    {
        Parameters = { new() { Value = Id }, new() { Value = UserId }, new() { Value = Users }, new() { Value = Facts } },
    };
}
