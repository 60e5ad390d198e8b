using FocusSuite.Documents;

namespace FocusSuite.Progress.Saving;

/// <summary>
/// Those who change the same document in this process take turns. Versions alone would keep them apart too, but a crowd on one document would spend
/// its attempts on each other; so only other replicas are left to collide with.
/// </summary>
internal sealed class DocumentTurns<T>(IDocumentStore<T> store)
    where T : class
{
    // Documents share a turn by chance only: a service works on far fewer than this at once.
    private const int Count = 256;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Reads, decides and saves, as <see cref="DocumentStoreExtensions"/> does, when it is its turn.</summary>
    public async Task<TResult> UpdateAsync<TResult>(
        string id, Func<T?, CancellationToken, Task<DocumentDecision<T, TResult>>> decide, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)id.GetHashCode(StringComparison.Ordinal) % Count];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await store.UpdateAsync(id, decide, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }
}
