using FocusSuite.Documents;
using FocusSuite.Sessions.Expiring;
using FocusSuite.Sessions.Timing;
using FocusSuite.Sessions.Viewing;
using Wire = FocusSuite.Protos.Sessions.V1;

namespace FocusSuite.Sessions.Watching;

/// <summary>
/// What one watcher is told: state and time in, messages out, no I/O. It remembers what it said last and repeats nothing but the time.
/// An overdue session is shown as it will be saved, that is as none.
/// </summary>
internal sealed class LiveFeed
{
    private Versioned<FocusSession>? _known;
    private LiveEventId _said;

    /// <summary>The first message.</summary>
    /// <param name="found">The live session as it was read.</param>
    /// <param name="now">Suite time.</param>
    /// <param name="lastEventId">What the client says it saw last.</param>
    public Wire.WatchActiveSessionResponse Begin(Versioned<FocusSession>? found, DateTimeOffset now, string? lastEventId)
    {
        _known = found;
        var seen = LiveEventId.Parse(lastEventId);
        _said = seen ?? default;
        var message = Say(Wire.LiveKind.State, now);
        if (seen is { } known && known.ShowsSameAs(_said))
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
        return IsNews(now) ? Say(Wire.LiveKind.Change, now) : null;
    }

    /// <summary>A second has passed.</summary>
    /// <returns>Null while the clock stands.</returns>
    public Wire.WatchActiveSessionResponse? Tick(DateTimeOffset now)
    {
        if (IsNews(now))
        {
            return Say(Wire.LiveKind.Change, now);
        }

        return Shown(now) is { Document.Status: SessionStatus.Active } ? Say(Wire.LiveKind.Tick, now) : null;
    }

    /// <summary>How long it is until the clock shows the next second; null while it stands.</summary>
    public TimeSpan? UntilNextSecond(DateTimeOffset now) => Shown(now) is { Document: { Status: SessionStatus.Active } session }
        ? TimeSpan.FromTicks(TimeSpan.TicksPerSecond - (SessionTime.Elapsed(session, now).Ticks % TimeSpan.TicksPerSecond))
        : null;

    private bool IsNews(DateTimeOffset now) => !IdOf(Shown(now)).ShowsSameAs(_said);

    private Wire.WatchActiveSessionResponse Say(Wire.LiveKind kind, DateTimeOffset now)
    {
        var shown = Shown(now);
        _said = IdOf(shown);
        return new Wire.WatchActiveSessionResponse
        {
            EventId = _said.ToString(),
            Kind = kind,
            ActiveSession = shown is null ? null : SessionProjections.ToActiveSession(shown.Document, now),
        };
    }

    private LiveEventId IdOf(Versioned<FocusSession>? shown) => _said.Next(shown?.Document.Id, shown?.Version ?? 0);

    private Versioned<FocusSession>? Shown(DateTimeOffset now) => _known is { } known && Expiry.AsOf(known.Document, now).IsLive ? known : null;
}
