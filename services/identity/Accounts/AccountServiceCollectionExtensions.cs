using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.Subscriptions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Accounts;

internal static class AccountServiceCollectionExtensions
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>().AddUserStore<AccountStore>();

        // One place says what an account may look like, for all fields at once: AccountRules.
        services.RemoveAll<IUserValidator<Account>>();
        services.RemoveAll<IPasswordValidator<Account>>();

        // Version 3 of its format: PBKDF2 with HMAC-SHA512.
        services.AddOptions<PasswordHasherOptions>()
            .Configure<IOptions<IdentitySettings>>((hasher, settings) => hasher.IterationCount = settings.Value.PasswordIterations);
        services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>, PasswordHasher<Account>>());
        services.AddSingleton<Passwords>();
        return services.AddSingleton<AccountTokens>().AddScoped<AccountBook>().AddScoped<SubscriptionStore>().AddScoped<CalendarStore>().AddScoped<SettingsHandler>();
    }
}
