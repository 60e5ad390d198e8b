using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;

namespace FocusSuite.Protocol.Access;

/// <summary>
/// What tokens that were checked say, until they expire: to check a signature costs more than most of what is asked with it. Bounded, and
/// by the tokens' hashes: the tokens themselves are not kept. What is asked at each call (whether a token was called back) is not
/// kept.
/// </summary>
/// <typeparam name="T">What a token says.</typeparam>
/// <param name="max">Tokens at the most; the least recently used go first.</param>
internal sealed class CheckedTokens<T>(int max) : IDisposable
    where T : class
{
    private readonly MemoryCache _tokens = new(new MemoryCacheOptions { SizeLimit = max, CompactionPercentage = 0.1 });

    /// <summary>What a token says.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">Real time.</param>
    /// <returns>Null for a token that was not checked, or has expired.</returns>
    public T? Find(string token, DateTimeOffset now) =>
        _tokens.TryGetValue(HashOf(token), out Entry? entry) && now < entry!.Until ? entry.Says : null;

    /// <summary>Keeps what a token says.</summary>
    /// <param name="token">The token.</param>
    /// <param name="says">What it says.</param>
    /// <param name="until">When it expires.</param>
    public void Keep(string token, T says, DateTimeOffset until) => _tokens.Set(
        HashOf(token), new Entry(says, until), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = until });

    /// <summary>Forgets a token.</summary>
    /// <param name="token">The token.</param>
    public void Forget(string token) => _tokens.Remove(HashOf(token));

    /// <inheritdoc />
    public void Dispose() => _tokens.Dispose();

    private static Hash HashOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
        return MemoryMarshal.Read<Hash>(hash);
    }

    private sealed record Entry(T Says, DateTimeOffset Until);

    private readonly record struct Hash(ulong First, ulong Second, ulong Third, ulong Fourth);
}
