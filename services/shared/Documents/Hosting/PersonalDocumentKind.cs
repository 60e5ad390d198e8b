using FocusSuite.ServiceDefaults.Erasure;

namespace FocusSuite.Documents.Hosting;

/// <summary>One kind of documents about people.</summary>
internal interface IPersonalDocumentKind
{
    string Name { get; }

    /// <summary>Whether a person's export has them.</summary>
    bool IsExported { get; }

    Task<long> CountAsync(long userId, CancellationToken cancellationToken);

    Task RemoveAsync(long userId, CancellationToken cancellationToken);

    Task<(IReadOnlyList<string> Records, string? Next)> ExportAsync(long userId, string? pageToken, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IPersonalDocumentKind" />
/// <param name="name">The kind's name in exports and receipts.</param>
/// <param name="index">The index whose first and only equality field is the user.</param>
/// <param name="store">The documents.</param>
/// <param name="idOf">A document's id.</param>
internal sealed class PersonalDocumentKind<T>(
    string name, string index, IDocumentStore<T> store, Func<T, string> idOf) : IPersonalDocumentKind
    where T : class
{
    private const int PageSize = 20;
    private const int LongestPage = 2 * 1024 * 1024;

    public string Name => name;

    public bool IsExported { get; init; } = true;

    public async Task<long> CountAsync(long userId, CancellationToken cancellationToken)
    {
        var (count, token) = (0L, (string?)null);
        do
        {
            var page = await PageAsync(userId, 100, token, cancellationToken);
            count += page.Items.Count;
            token = page.NextPageToken;
        }
        while (token is not null);

        return count;
    }

    public async Task RemoveAsync(long userId, CancellationToken cancellationToken)
    {
        // From the start each time: what somebody else has just changed is met again.
        for (
            var page = await PageAsync(
                userId, 100, null, cancellationToken); page.Items.Count > 0; page = await PageAsync(userId, 100, null, cancellationToken))
        {
            foreach (var (document, version) in page.Items)
            {
                try
                {
                    await store.DeleteAsync(userId, idOf(document), version, cancellationToken);
                }
                catch (DocumentConflictException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }
        }
    }

    public async Task<(IReadOnlyList<string> Records, string? Next)> ExportAsync(
        long userId, string? pageToken, CancellationToken cancellationToken)
    {
        var page = await PageAsync(userId, PageSize, pageToken, cancellationToken);
        IReadOnlyList<string> records = [.. page.Items.Select(item => PersonalJson.Write(item.Document))];
        if (records.Count > 1 && records.Sum(record => (long)record.Length) > LongestPage)
        {
            // Some of them are very long: one at a time is never too long for a message.
            page = await PageAsync(userId, 1, pageToken, cancellationToken);
            records = [.. page.Items.Select(item => PersonalJson.Write(item.Document))];
        }

        return (records, page.NextPageToken);
    }

    private Task<DocumentPage<T>> PageAsync(long userId, int limit, string? token, CancellationToken cancellationToken) =>
        store.FindAsync(new(index) { Equal = [userId], Limit = limit, PageToken = token }, cancellationToken);
}
