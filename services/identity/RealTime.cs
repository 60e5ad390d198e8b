namespace FocusSuite.Identity;

/// <summary>
/// The time by which tokens, keys and failed attempts are judged: real time, also where the suite's time runs faster. The suite's own clock
/// (<see cref="TimeProvider"/>) is for what people live through: when an account was made, when a subscription ends.
/// </summary>
internal sealed class RealTime(TimeProvider clock)
{
    public DateTimeOffset Now
    {
        get
        {
            // Whole milliseconds, as the database keeps them.
            var now = clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        }
    }

    /// <summary>A source that cancels itself after so long.</summary>
    public CancellationTokenSource CancelAfter(TimeSpan delay) => new(delay, clock);
}
