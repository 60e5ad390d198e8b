using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Exporting;

/// <summary>How long exports may take; section <c>Identity:Export</c>.</summary>
internal sealed class ExportOptions
{
    public const string Section = "Identity:Export";

    /// <summary>
    /// How long an export may take from its first question to its last byte, in real time; default 5 minutes: years of somebody's days over a slow mobile
    /// connection. The gateway has the same for every document that is streamed (<c>Gateway:DocumentSeconds</c>).
    /// </summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>Refuses a deadline that no export meets, or that is none.</summary>
internal sealed class ExportOptionsValidator : IValidateOptions<ExportOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, ExportOptions options) => options.Deadline < Shortest || options.Deadline > Longest
        ? ValidateOptionsResult.Fail(
            $"{ExportOptions.Section}:Deadline is {options.Deadline}: set it from {Shortest} to {Longest}, or leave it out for 00:05:00.")
        : ValidateOptionsResult.Success;
}
