using System.Net;
using FocusSuite.Gateway.Limits;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        CheckSeconds(nameof(options.DeadlineSeconds), options.DeadlineSeconds, GatewayOptions.DefaultDeadlineSeconds, faults);
        CheckSeconds(nameof(options.RequestSeconds), options.RequestSeconds, GatewayOptions.DefaultRequestSeconds, faults);
        CheckSeconds(nameof(options.TrySeconds), options.TrySeconds, GatewayOptions.DefaultTrySeconds, faults);
        CheckSeconds(nameof(options.DocumentSeconds), options.DocumentSeconds, GatewayOptions.DefaultDocumentSeconds, faults);
        CheckSeconds(nameof(options.HeartbeatSeconds), options.HeartbeatSeconds, GatewayOptions.DefaultHeartbeatSeconds, faults);
        if (options.LookUpSeconds is not (0 or (>= 0.1 and <= 3600)))
        {
            faults.Add("Gateway:LookUpSeconds must be from 0.1 to 3600; leave it out to take addresses as they are written.");
        }

        if (options.MaxRequestBytes is not (> 0 and <= 64 * 1024 * 1024))
        {
            faults.Add("Gateway:MaxRequestBytes must be above 0 and at most 67108864; leave it out for 65536.");
        }

        CheckLimits(options.RateLimits, faults);
        faults.AddRange(options.CorsOrigins.Where(o => !IsOrigin(o))
            .Select(
                o =>
                    $"Gateway:CorsOrigins has \"{o}\", which is no origin; write scheme and host without a path, e.g. "
                    + $"https://app.example.org."));
        faults.AddRange(options.TrustedProxies.Where(p => !IPAddress.TryParse(p, out _) && !IPNetwork.TryParse(p, out _))
            .Select(p => $"Gateway:TrustedProxies has \"{p}\", which is no address and no network; write e.g. 10.0.0.7 or 10.0.0.0/8."));
        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static void CheckSeconds(string key, double value, double fallback, List<string> faults)
    {
        if (value is not (> 0 and <= 3600))
        {
            faults.Add($"Gateway:{key} must be above 0 and at most 3600; leave it out for {fallback}.");
        }
    }

    private static void CheckLimits(RateLimitOptions limits, List<string> faults)
    {
        if (limits.PerAddress < 0 || limits.PerUser < 0 || limits.OpenPerAddress < 0 || limits.BurstSeconds is < 1 or > 3600)
        {
            faults.Add(
                "Gateway:RateLimits must have PerAddress, PerUser and OpenPerAddress of 0 (no limit) or more, and BurstSeconds from 1 to "
                + "3600.");
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority) == text;
}
