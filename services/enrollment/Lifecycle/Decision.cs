using FocusSuite.Messaging.Events;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>What a command or an event makes of an enrollment.</summary>
/// <param name="State">The enrollment from now on.</param>
/// <param name="Events">What happened.</param>
internal sealed record Decision(ProgramEnrollment State, IReadOnlyList<FocusEvent> Events)
{
    /// <summary>Nothing happened.</summary>
    public static Decision Nothing(ProgramEnrollment state) => new(state, []);
}

/// <summary>What caused a decision, and when.</summary>
/// <param name="Now">Suite time.</param>
/// <param name="CorrelationId">The operation at the beginning of the chain.</param>
/// <param name="CausationId">The event that caused it; null where a person did.</param>
internal readonly record struct Operation(DateTimeOffset Now, Guid CorrelationId, Guid? CausationId = null)
{
    /// <summary>An operation that a person begins.</summary>
    public static Operation Begin(TimeProvider clock) => new(clock.GetUtcNow(), Guid.CreateVersion7());

    /// <summary>An operation that an event goes on with.</summary>
    public static Operation After(FocusEvent cause, TimeProvider clock) => new(clock.GetUtcNow(), cause.CorrelationId, cause.Id);
}
