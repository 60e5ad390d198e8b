using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;

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
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly MemoryCache _saved = new(new MemoryCacheOptions { SizeLimit = MaxBytes, CompactionPercentage = 0.1 });

    /// <summary>The document, read back from what was written; null where it is not remembered.</summary>
    public Versioned<T>? Find(long userId, string id) => _saved.TryGetValue((userId, id), out (byte[] Json, long Version) saved)
        ? new(JsonSerializer.Deserialize<T>(saved.Json, DocumentJson.Options)!, saved.Version)
        : null;

    public void Set(PendingWrite<T> write) => _saved.Set(
        (write.UserId, write.Id),
        (write.Json, write.ExpectedVersion + 1),
        new MemoryCacheEntryOptions { Size = write.Json.Length + Overhead, AbsoluteExpirationRelativeToNow = Lifetime });

    public void Forget(long userId, string id) => _saved.Remove((userId, id));

    public void Dispose() => _saved.Dispose();
}
