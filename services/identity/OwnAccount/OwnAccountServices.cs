namespace FocusSuite.Identity.OwnAccount;

internal static class OwnAccountServices
{
    public static IServiceCollection AddOwnAccount(this IServiceCollection services, IConfiguration configuration) => services;
}
