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
    private Versioned<FocusSession>? _known;
    private LiveEventId _lastSent;

    /// <summary>The first message.</summary>
    /// <param name="found">The live session as it was read.</param>
    /// <param name="now">Suite time.</param>
    /// <param name="lastEventId">What the client says it saw last.</param>
    public Wire.WatchActiveSessionResponse Begin(Versioned<FocusSession>? found, DateTimeOffset now, string? lastEventId)
    {
        _known = found;
        var seen = LiveEventId.Parse(lastEventId);
        _lastSent = seen ?? default;
        var message = Send(Wire.LiveKind.State, now);
        if (seen is { } known && known.ShowsSameAs(_lastSent))
        {
            message.Kind = Wire.LiveKind.Tick;
        }

        return message;
    }

    /// <summary>The session was read again.</summary>
    /// <returns>Null when it shows nothing new.</returns>
    public Wire.WatchActiveSessionResponse? Read(Versioned<FocusSession>? found, DateTimeOffset now)
    {
        _known = found;
        return HasChanged(now) ? Send(Wire.LiveKind.Change, now) : null;
    }

    /// <summary>A second has passed.</summary>
    /// <returns>Null while the clock stands.</returns>
    public Wire.WatchActiveSessionResponse? Tick(DateTimeOffset now)
    {
        if (HasChanged(now))
        {
            return Send(Wire.LiveKind.Change, now);
        }

        return Shown(now) is { Document.Status: SessionStatus.Active } ? Send(Wire.LiveKind.Tick, now) : null;
    }

    /// <summary>How long it is until the clock shows the next second; null while it stands.</summary>
    public TimeSpan? UntilNextSecond(DateTimeOffset now) => Shown(now) is { Document: { Status: SessionStatus.Active } session }
        ? TimeSpan.FromTicks(TimeSpan.TicksPerSecond - (session.Elapsed(now).Ticks % TimeSpan.TicksPerSecond))
        : null;

    private bool HasChanged(DateTimeOffset now) => !IdOf(Shown(now)).ShowsSameAs(_lastSent);

    private Wire.WatchActiveSessionResponse Send(Wire.LiveKind kind, DateTimeOffset now)
    {
        var shown = Shown(now);
        _lastSent = IdOf(shown);
        return new Wire.WatchActiveSessionResponse
        {
            EventId = _lastSent.ToString(),
            Kind = kind,
            ActiveSession = shown is null ? null : SessionMessages.ToActiveSession(shown.Document, now),
        };
    }

    private LiveEventId IdOf(Versioned<FocusSession>? shown) => _lastSent.Next(shown?.Document.Id, shown?.Version ?? 0);

    private Versioned<FocusSession>? Shown(DateTimeOffset now) => _known is { } known && known.Document.AsOf(now).IsLive ? known : null;
}
