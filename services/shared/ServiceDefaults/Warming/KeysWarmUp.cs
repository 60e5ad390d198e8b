using FocusSuite.Hosting.Warming;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace FocusSuite.ServiceDefaults.Warming;

/// <summary>
/// Reads the keys by which tokens are judged. A call that came before would have to be refused, and each of those that wait for the keys
/// takes its read with it when its deadline ends it, so that on a busy machine none would get that far.
/// </summary>
internal sealed class KeysWarmUp(IOptionsMonitor<JwtBearerOptions> bearer) : IWarmUp
{
    public string Name => "keys";

    // They are identity's, which may be away: what can be said without a caller is said, and everybody else is told to try again.
    public bool IsRequired => false;

    public Task WarmUpAsync(CancellationToken cancellationToken) =>
        bearer.Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
}
