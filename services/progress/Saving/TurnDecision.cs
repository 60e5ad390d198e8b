using FocusSuite.Documents;

namespace FocusSuite.Progress.Saving;

/// <summary>
/// What a decision in its turn comes to: a document to save or to keep, or a question to somebody else that has to be answered first. It is asked when the turn
/// is over, so that nobody's turn ever waits for another service; then the decision runs again, on fresh state.
/// </summary>
/// <param name="Document">The decision; null where there is a question.</param>
/// <param name="Question">Asks, and keeps the answer where the decision finds it.</param>
internal readonly record struct TurnDecision<T, TResult>(DocumentDecision<T, TResult>? Document, Func<CancellationToken, Task>? Question)
    where T : class
{
    public static implicit operator TurnDecision<T, TResult>(DocumentDecision<T, TResult> decision) => new(decision, null);

    public static TurnDecision<T, TResult> Ask(Func<CancellationToken, Task> question) => new(null, question);
}
