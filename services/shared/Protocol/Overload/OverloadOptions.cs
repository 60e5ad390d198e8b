using Microsoft.Extensions.Options;

namespace FocusSuite.Protocol.Overload;

/// <summary>When a process begins to refuse calls that it could answer only late; section <c>Focus:Overload</c>.</summary>
public sealed class OverloadOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Overload";

    /// <summary>The average duration of a call above which the process admits fewer calls at once; default 250 ms.</summary>
    public TimeSpan Target { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many calls at once are always admitted; default 64. With 0 calls are never refused.</summary>
    public int Least { get; set; } = 64;

    /// <summary>How many calls at once are admitted at most, however fast they are; default 2000.</summary>
    public int Most { get; set; } = 2000;

    /// <summary>The same bounds with a longer target.</summary>
    internal OverloadOptions With(TimeSpan target) => new() { Target = target > Target ? target : Target, Least = Least, Most = Most };
}

internal sealed class OverloadOptionsValidator : IValidateOptions<OverloadOptions>
{
    public ValidateOptionsResult Validate(string? name, OverloadOptions options) =>
        options.Target <= TimeSpan.Zero || options.Least < 0 || options.Most < Math.Max(1, options.Least)
            ? ValidateOptionsResult.Fail(
                $"{OverloadOptions.Section} must have a Target above 0 (00:00:00.250), Least of 0 (never refuse) or more (64), and Most "
                + $"of at least Least (2000).")
            : ValidateOptionsResult.Success;
}
