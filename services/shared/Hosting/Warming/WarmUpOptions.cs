using Microsoft.Extensions.Options;

namespace FocusSuite.Hosting.Warming;

/// <summary>How a replica gets ready; section <c>Focus:WarmUp</c>.</summary>
public sealed class WarmUpOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:WarmUp";

    /// <summary>
    /// How long (real time) a replica waits for what it does not strictly need, such as the broker, before it is ready; default 15 s, 1 s
    /// to 5 min. It waits longer where the broker is known to be starting.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Refuses a wait that would never end, or end before a first try.</summary>
internal sealed class WarmUpOptionsValidator : IValidateOptions<WarmUpOptions>
{
    private static readonly TimeSpan MinTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, WarmUpOptions options) =>
        options.Timeout < MinTimeout || options.Timeout > MaxTimeout
        ? ValidateOptionsResult.Fail($"{WarmUpOptions.Section}:Timeout is {options.Timeout}: set it to {MinTimeout}..{MaxTimeout}.")
        : ValidateOptionsResult.Success;
}
