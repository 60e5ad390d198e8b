using FocusSuite.Identity.Keys;

namespace FocusSuite.Identity.Tokens;

internal static class TokenServices
{
    public static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<KeyProtection>()
        .AddSingleton<SigningKeys>()
        .AddSingleton<AccessTokens>()
        .AddSingleton<RefreshRotation>();
}
