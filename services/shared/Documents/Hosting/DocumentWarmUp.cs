using FocusSuite.Hosting.Warming;

namespace FocusSuite.Documents.Hosting;

/// <summary>Makes the store's first connection, and looks once for what is never there by each way that requests look.</summary>
internal sealed class DocumentWarmUp(IDocumentStore<IdempotencyDocument> keys, IEnumerable<IPersonalDocumentKind> kinds) : IWarmUp
{
    // No person and no key is called so.
    private const long Nobody = 0;
    private const string NoKey = "warm-up";

    public string Name => "documents";

    public bool IsRequired => true;

    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await keys.GetAsync(Nobody, NoKey, cancellationToken);
        foreach (var kind in kinds)
        {
            await kind.CountAsync(Nobody, cancellationToken);
        }
    }
}
