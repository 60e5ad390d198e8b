namespace FocusSuite.Identity.SigningIn;

internal static class SigningInServiceCollectionExtensions
{
    public static IServiceCollection AddSigningIn(this IServiceCollection services) => services
        .AddSingleton<KeyedHashes>()
        .AddSingleton<LoginFailures>()
        .AddSingleton<KnownAddresses>()
        .AddSingleton<SignupLimit>()
        .AddSingleton<SignInLimit>()
        .AddSingleton<SignedInAnswer>()
        .AddScoped<SignInStore>()
        .AddScoped<SignOutEverywhere>()
        .AddScoped<Signup>()
        .AddScoped<Login>()
        .AddScoped<Refresh>();
}
