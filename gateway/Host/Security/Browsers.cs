using FocusSuite.Gateway.Rules;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace FocusSuite.Gateway.Security;

/// <summary>
/// Which pages of other origins may call the gateway from a browser (CORS). The one cookie is for the gateway's own pages
/// (<see cref="Web.BrowserSession"/>), so there are no credentials to allow.
/// </summary>
internal sealed class Browsers(IOptions<GatewayOptions> gateway) : IConfigureOptions<CorsOptions>
{
    private static readonly TimeSpan PreflightAge = TimeSpan.FromHours(1);

    public void Configure(CorsOptions options) =>
        options.AddDefaultPolicy(policy => policy
            .WithOrigins([.. gateway.Value.CorsOrigins])
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders(
                "X-Next-Page-Token", SuiteRules.EffectsHeader, "X-Request-Id", "Retry-After", "Grpc-Status", "Grpc-Message",
                "Grpc-Status-Details-Bin")
            .SetPreflightMaxAge(PreflightAge));
}
