using FocusSuite.Messaging.Events;

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

    /// <summary>
    /// What tells the request from another one with the same key, e.g. a hash of its body; null where the key alone has to do.
    /// </summary>
    public string? Request { get; init; }

    /// <summary>An operation that a request or the clock begins.</summary>
    /// <param name="clock">Suite time.</param>
    /// <param name="requestKey">The request's <c>Idempotency-Key</c>; null when there is none.</param>
    /// <returns>The operation.</returns>
    public static OperationContext Begin(TimeProvider clock, string? requestKey = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new(Guid.CreateVersion7(), clock.GetUtcNow(), requestKey);
    }

    /// <summary>An operation that an event goes on with.</summary>
    /// <param name="cause">The event.</param>
    /// <param name="clock">Suite time.</param>
    /// <returns>The operation.</returns>
    public static OperationContext After(FocusEvent cause, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(cause);
        ArgumentNullException.ThrowIfNull(clock);
        return new(cause.CorrelationId, clock.GetUtcNow()) { CausationId = cause.Id };
    }

    /// <summary>Puts on an event what all events carry: when it happened, to whom, and what it follows from.</summary>
    /// <param name="userId">Whom it concerns.</param>
    /// <param name="happened">The event.</param>
    /// <returns>The same event with it.</returns>
    public FocusEvent Stamp(long userId, FocusEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened with { OccurredAt = Now, UserId = userId, CorrelationId = CorrelationId, CausationId = CausationId };
    }

    /// <summary>Whether this operation repeats the one that left a key behind.</summary>
    /// <param name="key">The key that was left.</param>
    /// <param name="at">When it was left.</param>
    /// <returns>True for the same key within <see cref="KeyLifetime"/>.</returns>
    public bool Repeats(string? key, DateTimeOffset at) =>
        RequestKey is not null && string.Equals(key, RequestKey, StringComparison.Ordinal) && at >= Now - KeyLifetime;
}
