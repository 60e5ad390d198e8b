using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;

namespace FocusSuite.Documents.Internal;

/// <summary>
/// The documents that this process saved last, as they are stored: who pauses a session started it a moment before. Bounded in bytes and in
/// time; what does not fit is read again.
/// </summary>
internal sealed class SavedDocuments<T> : IDisposable
    where T : class
{
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>What an entry costs beside its document, about.</summary>
    private const int Overhead = 300;

    /// <summary>Also how long a document of a user who was erased by another replica may stay in memory.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>How late it goes: a cache drops what has expired only when it is used, and this one may not be for hours.</summary>
    public static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(15);

    private readonly MemoryCache _saved;
    private readonly ITimer _sweep;

    public SavedDocuments(TimeProvider time)
    {
        _saved = new(new MemoryCacheOptions { SizeLimit = MaxBytes, CompactionPercentage = 0.1, Clock = new Clock(time) });
        _sweep = time.CreateTimer(_ => _saved.Compact(0), null, SweepInterval, SweepInterval);
    }

    /// <summary>How many are in memory, expired ones included.</summary>
    public int Count => _saved.Count;

    /// <summary>The document, read back from what was written; null where it is not remembered.</summary>
    public Versioned<T>? Find(long userId, string id) => _saved.TryGetValue((userId, id), out (byte[] Json, long Version) saved)
        ? new(JsonSerializer.Deserialize<T>(saved.Json, DocumentJson.Options)!, saved.Version)
        : null;

    public void Set(PendingWrite<T> write) => _saved.Set(
        (write.UserId, write.Id),
        (write.Json, write.ExpectedVersion + 1),
        new MemoryCacheEntryOptions { Size = write.Json.Length + Overhead, AbsoluteExpirationRelativeToNow = Lifetime });

    public void Forget(long userId, string id) => _saved.Remove((userId, id));

    public void Dispose()
    {
        _sweep.Dispose();
        _saved.Dispose();
    }

    private sealed class Clock(TimeProvider time) : ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
