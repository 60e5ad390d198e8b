using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FocusSuite.Hosting.Clock;

/// <summary>How fast the suite's time runs; section <c>Focus:Clock</c>. The same in every process of an installation.</summary>
public sealed class ClockOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Clock";

    /// <summary>Suite seconds a real second, 0.01..100000; default 1. Outside Development only 1.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>The instant at which suite time and real time agree; default the Unix epoch, which fits a scale of 1 only.</summary>
    public DateTimeOffset Origin { get; set; } = DateTimeOffset.UnixEpoch;
}

/// <summary>Refuses a clock that would show wrong times.</summary>
internal sealed class ClockOptionsValidator(IHostEnvironment environment) : IValidateOptions<ClockOptions>
{
    public ValidateOptionsResult Validate(string? name, ClockOptions options)
    {
        var faults = new List<string>();
        if (double.IsNaN(options.Scale) || options.Scale is < 0.01 or > 100_000)
        {
            faults.Add($"{ClockOptions.Section}:Scale is {options.Scale}: set it to 0.01..100000.");
        }

        if (options.Scale != 1 && !environment.IsDevelopment())
        {
            faults.Add(
                $"{ClockOptions.Section}:Scale is {options.Scale} in {environment.EnvironmentName}: remove it; only Development may run "
                + $"its time faster.");
        }

        if (options.Scale != 1 && options.Origin == DateTimeOffset.UnixEpoch)
        {
            faults.Add(
                $"{ClockOptions.Section}:Origin is not set: set it to an instant near now, the same in every process, when Scale is not 1.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
