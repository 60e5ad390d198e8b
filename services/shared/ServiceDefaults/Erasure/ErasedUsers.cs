using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Protocol.Access;
using Microsoft.Extensions.Options;

namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>
/// Who was erased lately, in memory; <see cref="ErasureWatch"/> keeps it up to date. Only hashes by the installation's key are held.
/// </summary>
internal sealed class ErasedUsers(IOptions<AuthOptions> auth) : IErasedUsers
{
    private readonly Lazy<byte[]> _key = new(() =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Convert.FromBase64String(auth.Value.ServiceKey), 32, info: "focus erased users"u8.ToArray()));

    private readonly ConcurrentDictionary<string, bool> _hashes = new();

    /// <summary>Told of each user that was not refused before.</summary>
    public event Action<string>? Added;

    public bool Contains(long userId) => !_hashes.IsEmpty && _hashes.ContainsKey(HashOf(userId));

    public string HashOf(long userId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key.Value, Encoding.UTF8.GetBytes(userId.ToString(CultureInfo.InvariantCulture))));

    /// <summary>From now on the user is refused in this replica.</summary>
    public void Add(string hash)
    {
        if (_hashes.TryAdd(hash, true))
        {
            Added?.Invoke(hash);
        }
    }

    /// <summary>Takes in what the ledger holds.</summary>
    public void Set(IReadOnlyCollection<string> hashes)
    {
        foreach (var hash in hashes)
        {
            Add(hash);
        }
    }

    /// <summary>Forgets whoever the ledger held before and does not hold any more.</summary>
    public void Remove(IEnumerable<string> hashes)
    {
        foreach (var hash in hashes)
        {
            _hashes.TryRemove(hash, out _);
        }
    }
}
