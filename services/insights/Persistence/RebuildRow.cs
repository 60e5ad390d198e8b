namespace FocusSuite.Insights.Persistence;

/// <summary>How far the rebuild of all users has come: the next one goes on there. There is one such row, or none.</summary>
internal sealed record RebuildRow
{
    /// <summary>The only one.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The last user who is done.</summary>
    public long UserId { get; init; }

    /// <summary>How many users are done so far.</summary>
    public long Users { get; init; }

    /// <summary>How many facts they have.</summary>
    public long Facts { get; init; }

    /// <summary>With one more user.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="facts">How many facts the user has.</param>
    public RebuildRow With(long userId, int facts) => this with { UserId = userId, Users = Users + 1, Facts = Facts + facts };
}
