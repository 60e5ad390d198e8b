using FocusSuite.Documents;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Features;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.LiveTimer;

/// <summary>
/// What one watcher is told: state and time in, messages out, no I/O. It remembers what it said last and repeats nothing but the time.
/// An overdue session is shown as it will be saved, that is as none.
/// </summary>
internal sealed class LiveFeed
{
    private LiveEventId _lastSent;
    private volatile Versioned<FocusSession>? _shown;

    /// <summary>The first message.</summary>
    /// <param name="found">The live session as it was read.</param>
    /// <param name="now">Suite time.</param>
    /// <param name="lastEventId">What the client says it saw last.</param>
    public Wire.WatchActiveSessionResponse Begin(Versioned<FocusSession>? found, DateTimeOffset now, string? lastEventId)
    {
        var seen = LiveEventId.Parse(lastEventId);
        _lastSent = seen ?? default;
        var message = Send(found, Wire.LiveKind.State, now);
        if (seen is { } known && known.ShowsSameAs(_lastSent))
        {
            message.Kind = Wire.LiveKind.Tick;
        }

        return message;
    }

    /// <summary>The session was read again.</summary>
    /// <returns>Null when it shows nothing new.</returns>
    public Wire.WatchActiveSessionResponse? Read(Versioned<FocusSession>? found, DateTimeOffset now) =>
        HasChanged(found, now) ? Send(found, Wire.LiveKind.Change, now) : null;

    /// <summary>A second has passed.</summary>
    /// <returns>Null while the clock stands.</returns>
    public Wire.WatchActiveSessionResponse? Tick(DateTimeOffset now) =>
        Read(_shown, now) ?? (_shown is { Document.Status: SessionStatus.Active } ? Send(_shown, Wire.LiveKind.Tick, now) : null);

    /// <summary>How long it is until the clock shows the next second; null while it stands.</summary>
    public TimeSpan? UntilNextSecond(DateTimeOffset now) => Live(_shown, now) is { Document: { Status: SessionStatus.Active } session }
        ? TimeSpan.FromTicks(TimeSpan.TicksPerSecond - (session.Elapsed(now).Ticks % TimeSpan.TicksPerSecond))
        : null;

    /// <summary>Whether a session, as it was read, shows what the watcher was not told yet. This alone any thread may ask.</summary>
    public bool HasChanged(Versioned<FocusSession>? found, DateTimeOffset now)
    {
        var (live, shown) = (Live(found, now), _shown);
        return (live?.Document.Id, live?.Version) != (shown?.Document.Id, shown?.Version);
    }

    private Wire.WatchActiveSessionResponse Send(Versioned<FocusSession>? found, Wire.LiveKind kind, DateTimeOffset now)
    {
        var shown = _shown = Live(found, now);
        _lastSent = _lastSent.Next(shown?.Document.Id, shown?.Version ?? 0);
        return new Wire.WatchActiveSessionResponse
        {
            EventId = _lastSent.ToString(),
            Kind = kind,
            ActiveSession = shown is null ? null : SessionMessages.ToActiveSession(shown.Document, now),
        };
    }

    private static Versioned<FocusSession>? Live(Versioned<FocusSession>? found, DateTimeOffset now) =>
        found?.Document.AsOf(now).IsLive == true ? found : null;
}
