namespace FocusSuite.Hosting.Clock;

/// <summary>
/// The suite's clock: <c>origin + (now - origin) x scale</c>, by the same rule in every process, in whole milliseconds (what every store
/// keeps). Its timers run by suite time. Timestamps for measuring stay real. At a scale of 1 it is the real clock.
/// </summary>
public sealed class FocusClock : TimeProvider
{
    private readonly DateTimeOffset _origin;
    private readonly double _scale;

    /// <summary>Makes the clock.</summary>
    /// <param name="options">Scale and origin; validated.</param>
    public FocusClock(ClockOptions options) => (_origin, _scale) = (options.Origin.ToUniversalTime(), options.Scale);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        var now = System.GetUtcNow();
        var suite = _scale == 1 ? now : _origin + ((now - _origin) * _scale);
        return suite.AddTicks(-(suite.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, ToReal(dueTime), ToReal(period));

    private TimeSpan ToReal(TimeSpan suite)
    {
        if (suite <= TimeSpan.Zero)
        {
            return suite;
        }

        // A timer of zero would never fire again as a period; one of a millisecond is as fine as timers are.
        var real = suite / _scale;
        return real < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : real;
    }
}
