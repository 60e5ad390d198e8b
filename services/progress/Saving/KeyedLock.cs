using FocusSuite.Documents;

namespace FocusSuite.Progress.Saving;

/// <summary>
/// Those who change the same document in this process take turns. Versions alone would keep them apart too, but a crowd on one document would spend
/// its attempts on each other; so only other replicas are left to collide with.
/// </summary>
internal sealed class KeyedLock<T>(IDocumentStore<T> store)
    where T : class
{
    // Documents share a turn by chance only: a service works on far fewer than this at once.
    private const int Count = 256;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Which turn a document takes.</summary>
    internal static int TurnOf(string id) => (int)((uint)id.GetHashCode(StringComparison.Ordinal) % Count);

    /// <summary>
    /// Reads, decides and saves, as <see cref="DocumentStoreExtensions"/> does, when it is its turn. The decision itself waits for nobody; what it has to know
    /// from others is asked between two turns.
    /// </summary>
    public async Task<TResult> UpdateAsync<TResult>(string id, Func<T?, TurnDecision<T, TResult>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (result, question) = await TakeTurnAsync(id, decide, cancellationToken);
            if (question is null)
            {
                return result!;
            }

            await question(cancellationToken);
        }
    }

    private async Task<(TResult? Result, Func<CancellationToken, Task>? Question)> TakeTurnAsync<TResult>(
        string id, Func<T?, TurnDecision<T, TResult>> decide, CancellationToken cancellationToken)
    {
        var turn = _turns[TurnOf(id)];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await store.UpdateAsync(id, current => Answered(decide(current)), cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private static DocumentDecision<T, (TResult? Result, Func<CancellationToken, Task>? Question)> Answered<TResult>(TurnDecision<T, TResult> turn) =>
        turn.Document is { } decision
            ? new(decision.Document, decision.Messages, (decision.Result, null))
            : new(null, [], (default, turn.Question));
}
