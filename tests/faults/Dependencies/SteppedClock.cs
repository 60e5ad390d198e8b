using System.Globalization;
using FocusSuite.Faults.Tests.Laboratory;

namespace FocusSuite.Faults.Tests.Dependencies;

/// <summary>A service comes back from a restart with a clock that is ahead of the others', or behind.</summary>
public sealed class SteppedClock(string service, TimeSpan step) : IDependencyFault
{
    private const string Origin = "Focus__Clock__Origin";

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{service}'s clock stepped by {step.TotalMinutes:+0;-0} min");

    public bool MovesClocks => true;

    public async Task StrikeAsync(Lab lab, CancellationToken ct)
    {
        // Suite time is origin + (now - origin) x scale, so the origin is (now x scale - suite) / (scale - 1); counted from now to keep the
        // numbers small.
        var now = DateTimeOffset.UtcNow;
        var origin = now - ((lab.System.SuiteTime + step - now) / (LabSettings.TimeScale - 1));
        await RestartAsync(lab, origin.ToString("O", CultureInfo.InvariantCulture), ct);
    }

    public Task LiftAsync(Lab lab, CancellationToken ct) => RestartAsync(lab, null, ct);

    private async Task RestartAsync(Lab lab, string? origin, CancellationToken ct)
    {
        lab.Settings.Set(service, Origin, origin);
        await lab.Part(service).KillAsync(ct);
        await lab.Part(service).StartAgainAsync(ct);
    }
}
