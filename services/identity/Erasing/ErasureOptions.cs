using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Erasing;

/// <summary>How erasures proceed; section <c>Identity:Erasure</c>. All times are real.</summary>
internal sealed class ErasureOptions
{
    public const string Section = "Identity:Erasure";

    /// <summary>
    /// How long after the first round through the services the second one begins, default 15 s: longer than any request that was under way, and than it
    /// takes all replicas to learn of the erasure. What such a request left behind goes then.
    /// </summary>
    public TimeSpan Settling { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after a failure a step is tried again; default 5 s.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Tells all that is wrong at once.</summary>
internal sealed class ErasureOptionsValidator(IHostEnvironment environment) : IValidateOptions<ErasureOptions>
{
    public ValidateOptionsResult Validate(string? name, ErasureOptions options)
    {
        // Development may be quicker: nobody's request takes ten seconds there.
        var least = environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(12);
        var faults = new List<string>();
        if (options.Settling < least)
        {
            faults.Add($"{ErasureOptions.Section}:Settling is {options.Settling}: set it to {least} or more, or leave it out for 00:00:15.");
        }

        if (options.RetryAfter < TimeSpan.FromMilliseconds(100))
        {
            faults.Add($"{ErasureOptions.Section}:RetryAfter is {options.RetryAfter}: set it to 00:00:00.1 or more, or leave it out for 00:00:05.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
