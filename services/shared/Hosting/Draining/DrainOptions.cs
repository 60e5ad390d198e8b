using Microsoft.Extensions.Options;

namespace FocusSuite.Hosting.Draining;

/// <summary>How a replica goes; section <c>Focus:Drain</c>.</summary>
public sealed class DrainOptions
{
    /// <summary>How long a process that is told to stop may take for what it is at; deploy/base/every-pod.yaml waits longer.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Drain";

    /// <summary>
    /// How long (real time) a service goes on answering after SIGTERM while its health says "not ready", so that callers turn to another
    /// replica; default 0, at most two thirds of <see cref="ShutdownTimeout"/> (15 s). A pod with a <c>preStop</c> pause does not need it.
    /// </summary>
    public TimeSpan Lasts { get; set; }
}

/// <summary>Refuses what would leave no time for the calls that are under way.</summary>
internal sealed class DrainOptionsValidator : IValidateOptions<DrainOptions>
{
    private static readonly TimeSpan MaxDrain = DrainOptions.ShutdownTimeout * 2 / 3;

    public ValidateOptionsResult Validate(string? name, DrainOptions options) => options.Lasts < TimeSpan.Zero || options.Lasts > MaxDrain
        ? ValidateOptionsResult.Fail(
            $"{DrainOptions.Section}:Lasts is {options.Lasts}: set it to {MaxDrain} or less, or leave it out for no drain.")
        : ValidateOptionsResult.Success;
}
