namespace FocusSuite.Domain;

/// <summary>What a decision knows of the operation that asks for it.</summary>
/// <param name="CorrelationId">Carried by every event that follows from the operation, however far.</param>
/// <param name="Now">Suite time.</param>
/// <param name="RequestKey">The request's <c>Idempotency-Key</c>, saved with the effect; null when there is none.</param>
public sealed record OperationContext(Guid CorrelationId, DateTimeOffset Now, string? RequestKey = null)
{
    /// <summary>A key is the same request's for this long; after that it may be used for another one.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(24);

    /// <summary>The event that caused it; null where a person or the clock did.</summary>
    public Guid? CausationId { get; init; }

    /// <summary>Whether this operation repeats the one that left a key behind.</summary>
    /// <param name="key">The key that was left.</param>
    /// <param name="at">When it was left.</param>
    /// <returns>True for the same key within <see cref="KeyLifetime"/>.</returns>
    public bool Repeats(string? key, DateTimeOffset at) =>
        RequestKey is not null && string.Equals(key, RequestKey, StringComparison.Ordinal) && at >= Now - KeyLifetime;
}
