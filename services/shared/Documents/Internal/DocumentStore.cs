using FocusSuite.Messaging.Outbox;
using FocusSuite.Messaging.Pipeline;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Documents.Internal;

/// <summary>
/// What both adapters share: checks, bounded retries, and the settling of saves whose answer was lost. A save is settled so: (1) write,
/// with a version filter and a write id of its own; (2) after a lost answer write the same again: the filter lets only one of the two
/// through; (3) when the repeat is rejected, look whether the document carries the write id: then the first write was this one's, and all
/// is well.
/// </summary>
internal abstract class DocumentStore<T>(DocumentMap<T> map, IOutboxRelay relay, ILogger logger) : IDocumentStore<T>, IDisposable
    where T : class
{
    private const int MaxAttempts = 3;

    private readonly SavedDocuments<T> _saved = new(TimeProvider.System);

    protected DocumentMap<T> Map { get; } = map;

    protected TimeSpan Lease => relay.Lease;

    protected abstract IOutboxSource Outbox { get; }

    public async Task<Versioned<T>?> GetAsync(long userId, string id, CancellationToken cancellationToken)
    {
        DocumentId.Check(id);
        var found = await RetryAsync(ct => ReadAsync(userId, [id], ct), cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    public Versioned<T>? Recall(long userId, string id) => _saved.Find(userId, id);

    public async Task<IReadOnlyList<Versioned<T>>> GetManyAsync(
        long userId, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, DocumentLimits.MaxRead, nameof(ids));
        var wanted = ids.Select(DocumentId.Check).Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0)
        {
            return [];
        }

        var found = await RetryAsync(ct => ReadAsync(userId, wanted, ct), cancellationToken);
        var byId = found.ToDictionary(one => Map.Id(one.Document), StringComparer.Ordinal);
        return [.. wanted.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    public async Task<DocumentPage<T>> FindAsync(DocumentQuery<T> query, CancellationToken cancellationToken)
    {
        var checkedQuery = IndexQuery.Of(Map, query);
        // One more than asked for tells whether there is another page.
        var found = await RetryAsync(ct => SearchAsync(checkedQuery, checkedQuery.Limit + 1, ct), cancellationToken);
        if (found.Count <= checkedQuery.Limit)
        {
            return new(found, null);
        }

        var last = found[checkedQuery.Limit - 1].Document;
        var value = checkedQuery.Sort is { } sort ? sort.Normalize(sort.Read(last)!) : null;
        return new([.. found.Take(checkedQuery.Limit)], new PageToken(value, Map.Id(last)).ToString());
    }

    public Task<long> CountAsync(string index, CancellationToken cancellationToken)
    {
        var all = IndexQuery.Of(Map, new DocumentQuery<T>(index) { Limit = 1 });
        return RetryAsync(ct => CountAsync(all, ct), cancellationToken);
    }

    public async Task SaveAsync(
        T document, long expectedVersion, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        var write = PendingWrite<T>.Of(Map, document, expectedVersion, messages);
        Pass(PipelinePoints.BeforeSave, messages);
        try
        {
            await SaveAsync(write, cancellationToken);
        }
        catch
        {
            // Somebody else was here, or nobody knows what has become of it.
            _saved.Forget(write.UserId, write.Id);
            throw;
        }

        _saved.Set(write);
        Pass(PipelinePoints.AfterSaveBeforePublish, messages);
        if (messages.Count > 0)
        {
            relay.Post(Outbox, messages);
        }
    }

    public async Task DeleteAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken)
    {
        DocumentId.Check(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedVersion, 1);
        _saved.Forget(userId, id);
        var uncertain = false;
        await RetryAsync(
            async ct =>
            {
                var repeated = uncertain;
                uncertain = true;
                if (await RemoveAsync(userId, id, expectedVersion, ct))
                {
                    return true;
                }

                // After a lost answer "it is gone" is all that can be known, and all that was wanted.
                return repeated && (await ReadAsync(userId, [id], ct)).Count == 0
                    ? true
                    : throw new DocumentConflictException(Map.Collection, id, expectedVersion);
            },
            cancellationToken);
    }

    public void Dispose() => _saved.Dispose();

    protected abstract Task<IReadOnlyList<Versioned<T>>> ReadAsync(
        long userId, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    protected abstract Task<IReadOnlyList<Versioned<T>>> SearchAsync(IndexQuery query, int limit, CancellationToken cancellationToken);

    protected abstract Task<long> CountAsync(IndexQuery query, CancellationToken cancellationToken);

    /// <summary>Writes once.</summary>
    /// <returns>Null when written; else why the database rejected it, having changed nothing.</returns>
    protected abstract Task<Exception?> WriteAsync(PendingWrite<T> write, CancellationToken cancellationToken);

    /// <summary>Whether the document carries a write id.</summary>
    protected abstract Task<bool> WroteAsync(long userId, string id, Guid writeId, CancellationToken cancellationToken);

    /// <summary>Deletes once.</summary>
    /// <returns>False when there is no document of that version.</returns>
    protected abstract Task<bool> RemoveAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken);

    protected abstract Fault Classify(Exception exception);

    private async Task SaveAsync(PendingWrite<T> write, CancellationToken cancellationToken)
    {
        var uncertain = false;
        await RetryAsync(
            async ct =>
            {
                var repeated = uncertain;
                uncertain = true;
                var rejection = await WriteAsync(write, ct);
                if (rejection is null)
                {
                    return true;
                }

                if (repeated && await WroteAsync(write.UserId, write.Id, write.WriteId, ct))
                {
                    Log.LostAnswerRecognized(logger, Map.Collection);
                    return true;
                }

                throw rejection;
            },
            cancellationToken);
    }

    // What causes nothing elsewhere, an idempotency key say, is no step of the pipeline.
    private static void Pass(string point, IReadOnlyList<OutboxMessage> messages)
    {
        if (messages.Count > 0)
        {
            PipelinePoints.Pass(point);
        }
    }

    private async Task<TResult> RetryAsync<TResult>(Func<CancellationToken, Task<TResult>> attempt, CancellationToken cancellationToken)
    {
        for (var count = 1; ; count++)
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (Exception e) when (count < MaxAttempts && Classify(e) == Fault.Passing)
            {
                Log.Retrying(logger, Map.Collection, count, e.GetType().Name);
                await Task.Delay(Random.Shared.Next(20, 60) * count * count, cancellationToken);
            }
            catch (Exception e) when (Classify(e) is var fault and not Fault.None)
            {
                throw Unavailable.Of(fault, e);
            }
        }
    }
}
