using System.Collections.Concurrent;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;

namespace FocusSuite.Sessions.LiveTimer;

/// <summary>
/// Who watches whose session in this replica. It is told of this replica's own saves at once (<see cref="Persistence.AnnouncingStore"/>)
/// and of every replica's by their events; either only says that somebody's session may have changed. What it is not told of the
/// <see cref="Rereads"/> find.
/// </summary>
internal sealed class SessionChanges : IEventHandler<FocusEvent>
{
    /// <summary>Watchers of one person in one replica, at most: some devices with some tabs each.</summary>
    public const int MaxWatchers = 10;

    // Arrays that are never changed, only replaced: an announcement, of which there are many more than comings and goings, takes no lock.
    private readonly ConcurrentDictionary<long, Watcher[]> _watchers = new();

    /// <summary>How many people are watched.</summary>
    public int Count => _watchers.Count;

    /// <summary>All who watch.</summary>
    public IEnumerable<Watcher> All => _watchers.SelectMany(one => one.Value);

    /// <summary>How many watch a person's session.</summary>
    public int CountOf(long userId) => _watchers.GetValueOrDefault(userId, []).Length;

    /// <summary>Registers a watcher until it is disposed of.</summary>
    /// <exception cref="ApiException">TOO_MANY_STREAMS.</exception>
    public Watcher Watch(long userId)
    {
        var watcher = new Watcher(this, userId);
        _watchers.AddOrUpdate(
            userId,
            (_, added) => [added],
            (_, others, added) =>
                others.Length < MaxWatchers
                    ? [.. others, added]
                    : throw new ApiException(ErrorCodes.TooManyStreams) { RetryAfter = TimeSpan.FromSeconds(1) },
            watcher);
        return watcher;
    }

    /// <summary>A person's session may have changed.</summary>
    public void Announce(long userId)
    {
        foreach (var watcher in _watchers.GetValueOrDefault(userId, []))
        {
            watcher.ChangeSignal.Add(Wake.Change);
        }
    }

    public Task HandleAsync(FocusEvent focusEvent, CancellationToken cancellationToken)
    {
        Announce(focusEvent.UserId);
        return Task.CompletedTask;
    }

    private void Remove(Watcher watcher)
    {
        while (_watchers.TryGetValue(watcher.UserId, out var all))
        {
            Watcher[] others = [.. all.Where(other => other != watcher)];
            if (others.Length == 0 ? _watchers.TryRemove(new(watcher.UserId, all)) : _watchers.TryUpdate(watcher.UserId, others, all))
            {
                return;
            }
        }
    }

    /// <summary>Somebody who watches.</summary>
    internal sealed class Watcher(SessionChanges owner, long userId) : IDisposable
    {
        public long UserId => userId;

        public ChangeSignal ChangeSignal { get; } = new();

        public LiveFeed Feed { get; } = new();

        /// <summary>Whether the next turn of the <see cref="Rereads"/> reads its session.</summary>
        public volatile bool IsDue;

        public void Dispose() => owner.Remove(this);
    }
}
