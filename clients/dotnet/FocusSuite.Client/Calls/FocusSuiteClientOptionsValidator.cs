using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace FocusSuite.Client.Calls;

/// <summary>Tells all that is wrong at once.</summary>
internal sealed partial class FocusSuiteClientOptionsValidator : IValidateOptions<FocusSuiteClientOptions>
{
    private const string Section = FocusSuiteClientOptions.Section;
    private const int LeastKey = 32;
    private const int MostAttempts = 5;

    public ValidateOptionsResult Validate(string? name, FocusSuiteClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        List<string> errors = [.. Addresses(options), .. Identity(options), .. Bounds(options)];
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Addresses(FocusSuiteClientOptions options)
    {
        if (string.IsNullOrEmpty(options.Gateway) && options.Services.Count == 0)
        {
            yield return $"{Section} has no address: set {Section}:Gateway, or {Section}:Services:<name> of each service that is called.";
        }

        if (!string.IsNullOrEmpty(options.Gateway) && ServiceAddress.TryParse(options.Gateway) is null)
        {
            yield return $"{Section}:Gateway is '{options.Gateway}': {ServiceAddress.Remedy}";
        }

        foreach (var (service, address) in options.Services)
        {
            if (!SuiteMethods.Services.Contains(service))
            {
                var known = string.Join(", ", SuiteMethods.Services.Order());
                yield return $"{Section}:Services:{service} names no service: set one of {known}.";
            }

            if (ServiceAddress.TryParse(address) is null)
            {
                yield return $"{Section}:Services:{service} is '{address}': {ServiceAddress.Remedy}";
            }
        }
    }

    private static IEnumerable<string> Identity(FocusSuiteClientOptions options)
    {
        if (string.IsNullOrEmpty(options.ServiceKey))
        {
            yield break;
        }

        var key = new byte[options.ServiceKey.Length];
        if (!Convert.TryFromBase64String(options.ServiceKey, key, out var length) || length < LeastKey)
        {
            yield return $"{Section}:ServiceKey is not a base64 key of at least {LeastKey} bytes: "
                + "set it to the Focus:Auth:ServiceKey of the installation.";
        }

        if (!ServiceName().IsMatch(options.Name))
        {
            yield return $"{Section}:Name is '{options.Name}': set it to the caller's own name, "
                + "in lower-case letters, digits and hyphens, e.g. billing.";
        }
    }

    private static IEnumerable<string> Bounds(FocusSuiteClientOptions options)
    {
        if (options.Deadline <= TimeSpan.Zero || options.Deadline > TimeSpan.FromMinutes(5))
        {
            yield return $"{Section}:Deadline is {options.Deadline}: set it to more than 00:00:00 and at most 00:05:00.";
        }

        if (options.MaxAttempts is < 1 or > MostAttempts)
        {
            yield return $"{Section}:MaxAttempts is {options.MaxAttempts}: set it to 1..{MostAttempts}.";
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,62}$")]
    internal static partial Regex ServiceName();
}
