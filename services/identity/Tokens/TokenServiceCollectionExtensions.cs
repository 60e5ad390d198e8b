using FocusSuite.Identity.Keys;
using FocusSuite.ServiceDefaults.Revocation;

namespace FocusSuite.Identity.Tokens;

internal static class TokenServiceCollectionExtensions
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<KeyProtection>()
        .AddSingleton<SigningKeys>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<RefreshRotation>()
        .AddRevocationWatch<OwnRevocations>();
}
