using System.Globalization;

namespace FocusSuite.Sessions.LiveTimer;

/// <summary>Names what a message of the live timer shows, so that a client that comes back can say what it knows.</summary>
/// <param name="SessionId">The live session; null when there is none.</param>
/// <param name="Version">The session's version; 0 when there is none.</param>
/// <param name="Number">One more with every message, also across connections.</param>
internal readonly record struct LiveEventId(string? SessionId, long Version, long Number)
{
    private const string None = "none";

    // It comes from outside: a number near the end of its range would run over it.
    private const long LargestNumber = long.MaxValue / 2;

    public LiveEventId Next(string? sessionId, long version) => new(sessionId, version, Number + 1);

    public bool ShowsSameAs(LiveEventId other) => (SessionId, Version) == (other.SessionId, other.Version);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{SessionId ?? None}-{Version}-{Number}");

    /// <returns>Null for what is not such an id: the client then knows nothing.</returns>
    public static LiveEventId? Parse(string? text)
    {
        var parts = text?.Split('-') ?? [];
        return parts.Length == 3 && parts[0].Length > 0 && TryParse(parts[1], out var version) && TryParse(parts[2], out var number)
            && number < LargestNumber
            ? new LiveEventId(parts[0] == None ? null : parts[0], version, number)
            : null;
    }

    private static bool TryParse(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
