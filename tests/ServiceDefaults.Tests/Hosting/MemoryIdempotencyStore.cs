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

    public Task ReleaseAsync(long userId, string key, CancellationToken cancellationToken)
    {
        _records.TryRemove((userId, key), out _);
        return Task.CompletedTask;
    }
}
