namespace FocusSuite.Identity.SigningIn;

internal static class SigningInServices
{
    public static IServiceCollection AddSigningIn(this IServiceCollection services) => services
        .AddSingleton<KeyedHashes>()
        .AddSingleton<LoginFailures>()
        .AddSingleton<KnownAddresses>()
        .AddSingleton<SignupLimit>()
        .AddSingleton<SignInLimit>()
        .AddSingleton<SignedInAnswer>()
        .AddScoped<SignInBook>()
        .AddScoped<SignOutEverywhere>()
        .AddScoped<Signup>()
        .AddScoped<Login>()
        .AddScoped<Refresh>();
}
