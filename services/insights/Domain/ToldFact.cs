namespace FocusSuite.Insights.Domain;

/// <summary>
/// A fact as its owner told it, by an event or by a list. Words of one thing may come twice and in any order: the one with the greater
/// revision is the newer, and of two with the same the first stands.
/// </summary>
/// <param name="Fact">What it is now; of one that was taken back, what it was.</param>
/// <param name="Revision">
/// Counts the changes of the thing: of a session its corrections, of a task and a rating the milliseconds of the change.
/// </param>
/// <param name="IsRemoved">Whether it was taken back.</param>
internal sealed record ToldFact(Fact Fact, long Revision = 0, bool IsRemoved = false);
