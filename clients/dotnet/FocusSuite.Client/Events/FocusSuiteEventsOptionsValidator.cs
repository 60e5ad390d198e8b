using FocusSuite.Client.Calls;
using Microsoft.Extensions.Options;

namespace FocusSuite.Client.Events;

/// <summary>Tells all that is wrong at once.</summary>
internal sealed class FocusSuiteEventsOptionsValidator : IValidateOptions<FocusSuiteEventsOptions>
{
    private const string Section = FocusSuiteEventsOptions.Section;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    public ValidateOptionsResult Validate(string? name, FocusSuiteEventsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = [.. Broker(options), .. Bounds(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Broker(FocusSuiteEventsOptions options)
    {
        // The address holds a password, so that it is not repeated.
        if (!Uri.TryCreate(options.Broker, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
        {
            yield return $"{Section}:Broker is not an address of a broker: set it to amqp://user:password@host:port/vhost.";
        }

        if (!FocusSuiteClientOptionsValidator.ServiceName().IsMatch(options.Consumer))
        {
            yield return $"{Section}:Consumer is '{options.Consumer}': set it to the program's own name, "
                + "in lower-case letters, digits and hyphens, e.g. billing.";
        }
    }

    private static IEnumerable<string> Bounds(FocusSuiteEventsOptions options)
    {
        if (options.Prefetch is < 1 or > 1000)
        {
            yield return $"{Section}:Prefetch is {options.Prefetch}: set it to 1..1000.";
        }

        if (options.Concurrency is < 1 or > 256)
        {
            yield return $"{Section}:Concurrency is {options.Concurrency}: set it to 1..256.";
        }

        if (options.MaxDeliveries is < 1 or > EventQueue.DeliveryLimit)
        {
            yield return $"{Section}:MaxDeliveries is {options.MaxDeliveries}: set it to 1..{EventQueue.DeliveryLimit}.";
        }

        if (options.RetryDelay <= TimeSpan.Zero || options.RetryDelay > LongestDelay)
        {
            yield return $"{Section}:RetryDelay is {options.RetryDelay}: set it to more than 00:00:00 and at most {LongestDelay:c}.";
        }

        if (options.MaxRetryDelay < options.RetryDelay || options.MaxRetryDelay > LongestDelay)
        {
            yield return $"{Section}:MaxRetryDelay is {options.MaxRetryDelay}: set it to at least RetryDelay ({options.RetryDelay}) "
                + $"and at most {LongestDelay:c}.";
        }
    }
}
