using FocusSuite.Documents;
using FocusSuite.Domain;

namespace FocusSuite.Progress.Persistence;

/// <summary>
/// Those who change the same document in this process take turns. Versions alone would keep them apart too, but a crowd on one document
/// would spend its attempts on each other; so only other replicas are left to collide with. A decision waits for nobody: what it has to
/// know from others is asked before the turn.
/// </summary>
internal sealed class KeyedLock<T>(IDocumentStore<T> store)
    where T : class
{
    // Documents share a turn by chance only: a service works on far fewer than this at once.
    private const int Count = 256;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Which turn a document takes.</summary>
    internal static int TurnOf(string id) => (int)((uint)id.GetHashCode(StringComparison.Ordinal) % Count);

    /// <summary>Reads, decides and saves, as <see cref="DocumentStoreExtensions"/> does, when it is its turn.</summary>
    public async Task<Decision<T>> DecideAsync(long userId, string id, Func<T?, Decision<T>> decide, CancellationToken cancellationToken)
    {
        var turn = _turns[TurnOf(id)];
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await store.DecideAsync(userId, id, decide, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }
}
