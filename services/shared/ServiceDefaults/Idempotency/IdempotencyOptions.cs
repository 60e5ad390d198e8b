using Microsoft.Extensions.Options;

namespace FocusSuite.ServiceDefaults.Idempotency;

/// <summary>How idempotency keys are kept; section <c>Focus:Idempotency</c>.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Focus:Idempotency";

    /// <summary>
    /// When a key has been claimed for this long (real time) and has no answer, its process counts as dead and a repeat may act; default
    /// 15 s, longer than any deadline. A shorter time cannot make a request act twice, since the effect carries the key, too.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Refuses a lease within which no request can be answered.</summary>
internal sealed class IdempotencyOptionsValidator : IValidateOptions<IdempotencyOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, IdempotencyOptions options) => options.Lease < Shortest
        ? ValidateOptionsResult.Fail(
            $"{IdempotencyOptions.Section}:Lease is {options.Lease}: set it to {Shortest} or more, or leave it out for 00:00:15.")
        : ValidateOptionsResult.Success;
}
