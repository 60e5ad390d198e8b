using FocusSuite.Sessions.Deciding;

namespace FocusSuite.Sessions.Ending;

/// <summary>What a person says of a session when it ends.</summary>
/// <param name="ProductivityRating">1..5, or null.</param>
/// <param name="Notes">At most 1,000 characters, or null.</param>
internal sealed record Completion(int? ProductivityRating, string? Notes)
{
    public const int LowestRating = 1;
    public const int HighestRating = 5;
    public const int LongestNotes = 1000;

    /// <summary>Completes a live session, active or paused, once.</summary>
    /// <exception cref="ServiceDefaults.Errors.FocusException">SESSION_ENDED, but for a repeat of the request that completed it.</exception>
    public Change Decide(FocusSession session, Operation operation)
    {
        if (session is { Status: SessionStatus.Completed, EndedBy: EndedBy.Person, EndKey: { } key } && key == operation.RequestKey)
        {
            Guards.RequireSameBody(session.ProductivityRating == ProductivityRating && session.Notes == Notes);
            return Change.None(session);
        }

        Guards.RequireUnusedKey(session, operation);
        Guards.RequireLive(session);
        return SessionEnd.Complete(session with { ProductivityRating = ProductivityRating, Notes = Notes }, EndedBy.Person, operation.Now, operation);
    }
}
