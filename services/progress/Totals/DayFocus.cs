namespace FocusSuite.Progress.Totals;

/// <summary>The credited focus of a day. Both figures only ever grow, so of two readings the greater is the newer.</summary>
internal sealed record DayFocus(int Day, long Seconds, int Sessions)
{
    public DayFocus Or(DayFocus other) => new(Day, Math.Max(Seconds, other.Seconds), Math.Max(Sessions, other.Sessions));
}
