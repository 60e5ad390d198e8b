namespace FocusSuite.Faults.Tests.Laboratory;

/// <summary>What a run came to.</summary>
public sealed record RunResult(int Seed, string Injection)
{
    public int Operations { get; init; }

    public int Acknowledged { get; init; }

    /// <summary>Tries that a client had to repeat.</summary>
    public int FailedTries { get; init; }

    /// <summary>Until the last user was done.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>Until the fault was lifted.</summary>
    public TimeSpan Lifted { get; init; }

    /// <summary>All of it, convergence and verdict included.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>All that is wrong; nothing is what is wanted.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public bool IsClean => Faults.Count == 0;

    public override string ToString() =>
        $"seed {Seed}, {Injection}: {Operations} operations, {FailedTries} repeated, {Took.TotalSeconds:0.0} s (worked "
        + $"{Worked.TotalSeconds:0.0}, lifted {Lifted.TotalSeconds:0.0})"
        + (IsClean ? "" : $"; {Faults.Count} FAULTS: {string.Join(" | ", Faults.Take(8))}");
}
