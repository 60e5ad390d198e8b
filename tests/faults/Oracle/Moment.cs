namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>When something happened, as far as its client knows: not before it was first asked for, not after it was answered.</summary>
/// <param name="From">The first try, in suite time.</param>
/// <param name="To">The answer, in suite time.</param>
public readonly record struct Moment(DateTimeOffset From, DateTimeOffset To)
{
    // Processes read the same clock, but not in the same millisecond.
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(2);

    /// <summary>Whether it may have been then.</summary>
    public bool Includes(DateTimeOffset time) => time >= From - Blur && time <= To + Blur;

    /// <summary>The least and the most time from an earlier moment to a later one.</summary>
    public static (TimeSpan Least, TimeSpan Most) operator -(Moment later, Moment earlier)
    {
        var least = later.From - earlier.To - Blur;
        return (least > TimeSpan.Zero ? least : TimeSpan.Zero, later.To - earlier.From + Blur);
    }
}
