using FocusSuite.Messaging.Events;

namespace FocusSuite.Domain;

/// <summary>
/// What a decision came to: the state after it and what happened, or a refusal. Where nothing happened, nothing is saved.
/// </summary>
/// <typeparam name="TState">The aggregate.</typeparam>
/// <param name="State">The state; null where there is none to be seen.</param>
/// <param name="Events">The facts to publish once the state is saved.</param>
/// <param name="Refusal">Why it was refused; null where it was not. What happened before it in the same decision is saved all the
/// same.</param>
public sealed record Decision<TState>(TState? State, IReadOnlyList<FocusEvent> Events, Refusal? Refusal = null)
    where TState : class
{
    /// <summary>Whether the state is to be saved though nothing happened that others are told of: a receipt was added.</summary>
    public bool HasNewState { get; init; }

    /// <summary>Whether there is nothing to save.</summary>
    public bool ChangesNothing => Events.Count == 0 && !HasNewState;

    /// <summary>This decision after another one on the same aggregate.</summary>
    /// <param name="earlier">What came before.</param>
    /// <returns>The state of this one, and what happened in both.</returns>
    public Decision<TState> After(Decision<TState> earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        return earlier.ChangesNothing ? this : this with { Events = [.. earlier.Events, .. Events] };
    }
}

/// <summary>Makes decisions.</summary>
public static class Decision
{
    /// <summary>Something happened.</summary>
    /// <typeparam name="TState">The aggregate.</typeparam>
    /// <param name="state">The state after it.</param>
    /// <param name="events">What happened.</param>
    /// <returns>The decision.</returns>
    public static Decision<TState> Accept<TState>(TState state, params IReadOnlyList<FocusEvent> events)
        where TState : class => new(state, events);

    /// <summary>All stays as it is.</summary>
    /// <typeparam name="TState">The aggregate.</typeparam>
    /// <param name="state">The state.</param>
    /// <returns>The decision.</returns>
    public static Decision<TState> Unchanged<TState>(TState state)
        where TState : class => new(state, []);

    /// <summary>It may not be.</summary>
    /// <typeparam name="TState">The aggregate.</typeparam>
    /// <param name="state">The state; null where there is none to be seen.</param>
    /// <param name="refusal">Why.</param>
    /// <returns>The decision.</returns>
    public static Decision<TState> Refuse<TState>(TState? state, Refusal refusal)
        where TState : class => new(state, [], refusal);
}
