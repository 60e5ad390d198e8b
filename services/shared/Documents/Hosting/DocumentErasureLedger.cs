using FocusSuite.ServiceDefaults.Erasure;

namespace FocusSuite.Documents.Hosting;

/// <summary>The erasures that a service with documents remembers.</summary>
internal sealed class DocumentErasureLedger(IDocumentStore<ErasureDocument> store) : IErasureLedger
{
    private const int PageSize = 500;

    public async Task<ErasureEntry> NoteAsync(ErasureEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await store.SaveAsync(
                new ErasureDocument(entry.UserHash, entry.ErasureId, entry.Removed, entry.ExpiresAt), 0, [], cancellationToken);
            return entry;
        }
        catch (DocumentConflictException)
        {
            return await FindAsync(entry.UserHash, cancellationToken) ?? entry;
        }
    }

    public async Task<ErasureEntry?> FindAsync(string userHash, CancellationToken cancellationToken) =>
        await store.GetAsync(ErasureDocument.UserIdOf(userHash), userHash, cancellationToken) is { Document: var noted }
            ? new ErasureEntry(noted.Id, noted.ErasureId, noted.Removed, noted.ExpiresAt)
            : null;

    public async Task<IReadOnlyCollection<string>> ListAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hashes = new HashSet<string>();
        DocumentPage<ErasureDocument> page;
        string? token = null;
        do
        {
            page = await store.FindAsync(new("by_expiry") { Limit = PageSize, PageToken = token }, cancellationToken);
            foreach (var (noted, version) in page.Items)
            {
                if (noted.ExpiresAt > now)
                {
                    hashes.Add(noted.Id);
                }
                else
                {
                    await ForgetAsync(noted, version, cancellationToken);
                }
            }

            token = page.NextPageToken;
        }
        while (token is not null);

        return hashes;
    }

    private async Task ForgetAsync(ErasureDocument noted, long version, CancellationToken cancellationToken)
    {
        try
        {
            await store.DeleteAsync(noted.UserId, noted.Id, version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // Another replica was faster.
        }
    }
}
