using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway;

internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        if (options.DeadlineSeconds is not (> 0 and <= 3600))
        {
            faults.Add("Gateway:DeadlineSeconds must be above 0 and at most 3600; leave it out for 10.");
        }

        if (options.MaxRequestBytes is not (> 0 and <= 64 * 1024 * 1024))
        {
            faults.Add("Gateway:MaxRequestBytes must be above 0 and at most 67108864; leave it out for 65536.");
        }

        return faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
