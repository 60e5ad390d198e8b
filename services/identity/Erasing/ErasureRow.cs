namespace FocusSuite.Identity.Erasing;

/// <summary>An erasure, from the wish to the receipt.</summary>
internal sealed class ErasureRow
{
    public Guid Id { get; init; }

    /// <summary>Whom to erase; null once nothing is left of that person.</summary>
    public long? UserId { get; set; }

    /// <summary>Suite time.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Suite time.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>Which round through the services it is in.</summary>
    public int Round { get; set; }

    /// <summary>The services that have still to confirm in this round.</summary>
    public List<string> Pending { get; set; } = [];

    /// <summary>When the next step is due; while somebody works on one, when it counts as given up. Real time.</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>What was removed, in the order in which it was.</summary>
    public List<ErasedKind> Removed { get; set; } = [];
}

/// <summary>Records that were removed.</summary>
internal sealed class ErasedKind
{
    public required string Store { get; init; }

    public required string Kind { get; init; }

    public long Count { get; init; }
}
