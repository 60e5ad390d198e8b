namespace FocusSuite.Identity.SigningIn;

internal static class SigningInServices
{
    public static IServiceCollection AddSigningIn(this IServiceCollection services) => services
        .AddSingleton<LoginFailures>()
        .AddSingleton<KnownAddresses>()
        .AddSingleton<SignupLimit>()
        .AddSingleton<SignInLimit>()
        .AddSingleton<SignedInAnswer>()
        .AddScoped<SignInBook>()
        .AddScoped<Signup>()
        .AddScoped<Login>()
        .AddScoped<Refresh>();
}
