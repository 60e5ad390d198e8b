using System.Diagnostics.Metrics;

namespace FocusSuite.Progress.Features;

/// <summary>What days tell whoever watches the service.</summary>
internal static class DayMetrics
{
    public const string MeterName = "FocusSuite.Progress";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>Counts a day when its completion is saved; a crash right after the save may lose one.</summary>
    public static Counter<long> Completed { get; } = Meter.CreateCounter<long>(
        "focus.days.completed", "{day}", "Program days that became complete.");
}
