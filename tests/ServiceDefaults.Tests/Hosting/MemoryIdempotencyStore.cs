using System.Collections.Concurrent;
using FocusSuite.ServiceDefaults.Idempotency;

namespace FocusSuite.ServiceDefaults.Tests.Hosting;

/// <summary>Idempotency keys in memory.</summary>
public sealed class MemoryIdempotencyStore : IIdempotencyStore
{
    private readonly ConcurrentDictionary<(long, string), IdempotencyRecord> _records = new();

    public Task<IdempotencyRecord?> ClaimAsync(long userId, string key, string fingerprint, CancellationToken cancellationToken)
    {
        var mine = new IdempotencyRecord(fingerprint, null);
        var held = _records.GetOrAdd((userId, key), mine);
        return Task.FromResult(ReferenceEquals(held, mine) ? null : held);
    }

    public Task RecordAsync(long userId, string key, IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        _records[(userId, key)] = _records[(userId, key)] with { Answer = answer };
        return Task.CompletedTask;
    }

    /// <summary>How many old keys there are to purge.</summary>
    public int Old { get; set; }

    /// <summary>The sizes of the batches that were purged.</summary>
    public ConcurrentQueue<int> Purged { get; } = new();

    public Task<int> PurgeAsync(int max, CancellationToken cancellationToken)
    {
        var count = Math.Min(Old, max);
        Old -= count;
        Purged.Enqueue(count);
        return Task.FromResult(count);
    }

    public Task<long> CountOfUserAsync(long userId, CancellationToken cancellationToken) =>
        Task.FromResult(_records.Keys.LongCount(key => key.Item1 == userId));

    public Task RemoveOfUserAsync(long userId, CancellationToken cancellationToken) =>
        Task.WhenAll(_records.Keys.Where(key => key.Item1 == userId).Select(key => ReleaseAsync(userId, key.Item2, cancellationToken)));

    public Task ReleaseAsync(long userId, string key, CancellationToken cancellationToken)
    {
        _records.TryRemove((userId, key), out _);
        return Task.CompletedTask;
    }
}
