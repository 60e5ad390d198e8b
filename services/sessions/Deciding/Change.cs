using FocusSuite.Messaging.Events;

namespace FocusSuite.Sessions.Deciding;

/// <summary>What a decision came to: the new state, and what happened. Nothing happened: nothing is saved.</summary>
/// <param name="Session">The state.</param>
/// <param name="Events">The facts to publish once the state is saved.</param>
internal sealed record Change(FocusSession Session, params IReadOnlyList<FocusEvent> Events)
{
    public bool IsNone => Events.Count == 0;

    public static Change None(FocusSession session) => new(session);
}
