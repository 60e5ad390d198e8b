using System.Collections.Concurrent;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Erasure;

namespace FocusSuite.ServiceDefaults.Revocation;

/// <summary>
/// Whose access tokens were called back lately, in memory, and who holds a stream open by one of them. A token carries the epoch of its
/// account; each time
/// all of them are called back the account begins another one. So no clocks have to agree, a repeat changes nothing, and an old word cannot
/// undo a new one.
/// Only hashes of users' numbers are held, each as long as a token could live.
/// </summary>
public sealed class TokenRevocations
{
    /// <summary>Real time: longer than any access token lives.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(65);

    private readonly ErasedUsers _erased;
    private readonly ConcurrentDictionary<string, Revoked> _revoked = new();

    // Arrays that are never changed, only replaced.
    private readonly ConcurrentDictionary<string, TokenStream[]> _streams = new();

    internal TokenRevocations(ErasedUsers erased)
    {
        _erased = erased;
        erased.Added += hash => End(hash, long.MaxValue, ErrorCodes.AccountErased);
    }

    /// <summary>Whether a token was called back.</summary>
    /// <param name="userId">Whose it is.</param>
    /// <param name="epoch">Its epoch.</param>
    /// <returns>True if it is refused.</returns>
    public bool IsRevoked(long userId, long epoch) =>
        !_revoked.IsEmpty && _revoked.TryGetValue(HashOf(userId), out var revoked) && epoch < revoked.Epoch;

    /// <summary>The hash by which services speak of a user.</summary>
    /// <param name="userId">The user.</param>
    /// <returns>The hash, in hexadecimal.</returns>
    public string HashOf(long userId) => _erased.HashOf(userId);

    /// <summary>Calls back a user's tokens in this replica, and ends what is held open by them.</summary>
    /// <param name="userHash">Whose.</param>
    /// <param name="epoch">The first epoch whose tokens are good.</param>
    /// <param name="reason">What the holders of streams are told.</param>
    public void Revoke(string userHash, long epoch, ErrorCode reason)
    {
        var until = DateTimeOffset.UtcNow + Lifetime;
        _revoked.AddOrUpdate(
            userHash,
            (_, added) => added,
            (_, known, added) => known.Epoch >= added.Epoch ? known : added,
            new Revoked(epoch, reason, until));
        End(userHash, epoch, reason);
    }

    /// <summary>As <see cref="Revoke(string, long, ErrorCode)"/>, as identity tells it.</summary>
    /// <param name="revoked">What identity tells.</param>
    public void Revoke(TokensRevoked revoked) => Revoke(revoked.UserHash, revoked.Epoch, CodeOf(revoked.Reason));

    /// <summary>Tells a stream when its token is called back.</summary>
    /// <param name="userId">Whose token it is.</param>
    /// <param name="epoch">The token's epoch.</param>
    /// <returns>What the stream looks at, until it disposes of it.</returns>
    public TokenStream Watch(long userId, long epoch)
    {
        var stream = new TokenStream(this, HashOf(userId), epoch);
        _streams.AddOrUpdate(stream.UserHash, (_, added) => [added], (_, others, added) => [.. others, added], stream);

        // What came before it was registered.
        if (_erased.Contains(userId))
        {
            stream.End(ErrorCodes.AccountErased);
        }
        else if (_revoked.TryGetValue(stream.UserHash, out var revoked) && epoch < revoked.Epoch)
        {
            stream.End(revoked.Reason);
        }

        return stream;
    }

    /// <summary>Forgets what no token is about any more.</summary>
    internal void Forget(DateTimeOffset now)
    {
        foreach (var revoked in _revoked.Where(one => one.Value.Until <= now))
        {
            _revoked.TryRemove(revoked);
        }
    }

    internal void Remove(TokenStream stream)
    {
        while (_streams.TryGetValue(stream.UserHash, out var all))
        {
            TokenStream[] others = [.. all.Where(other => other != stream)];
            if (others.Length == 0 ? _streams.TryRemove(new(stream.UserHash, all)) : _streams.TryUpdate(stream.UserHash, others, all))
            {
                return;
            }
        }
    }

    /// <summary>What the holders of streams are told for a reason; for those of a later version, what is true of all.</summary>
    internal static ErrorCode CodeOf(string reason) => reason switch
    {
        TokensRevoked.PasswordChanged => ErrorCodes.PasswordChanged,
        TokensRevoked.AccountErased => ErrorCodes.AccountErased,
        _ => ErrorCodes.SignedOut,
    };

    private void End(string userHash, long epoch, ErrorCode reason)
    {
        foreach (var stream in _streams.GetValueOrDefault(userHash, []).Where(stream => stream.Epoch < epoch))
        {
            stream.End(reason);
        }
    }

    private sealed record Revoked(long Epoch, ErrorCode Reason, DateTimeOffset Until);
}
