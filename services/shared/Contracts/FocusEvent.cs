using System.Text.Json.Serialization;

namespace FocusSuite.Messaging.Events;

/// <summary>A fact of the past that other services may want to know. Delivered at least once and in no particular order.</summary>
/// <remarks>Fields are only ever added, and an added field has a default: old and new versions run side by side during a
/// deployment.</remarks>
public abstract record FocusEvent
{
    /// <summary>The user of a rehearsal: nobody. No account ever has the number.</summary>
    public const long Nobody = long.MaxValue;

    /// <summary>The event's own id. A consumer that has recorded it has seen the event.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When it happened, in suite time (UTC, milliseconds).</summary>
    [JsonRequired]
    public DateTimeOffset OccurredAt { get; init; }

    /// <summary>The user whom it concerns; 0 where it concerns nobody in particular.</summary>
    [JsonRequired]
    public long UserId { get; init; }

    /// <summary>
    /// The operation at the beginning of the chain: every event that follows from it, however far, carries the same value.
    /// </summary>
    [JsonRequired]
    public Guid CorrelationId { get; init; }

    /// <summary>The event that directly caused this one; null where a person or a clock did.</summary>
    public Guid? CausationId { get; init; }

    /// <summary>The version of the event's fields.</summary>
    public int SchemaVersion { get; init; } = 1;
}
