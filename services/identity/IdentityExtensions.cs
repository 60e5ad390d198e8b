using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Features.Accounts;
using FocusSuite.Identity.Features.Erasure;
using FocusSuite.Identity.Features.Export;
using FocusSuite.Identity.Features.KeySpace;
using FocusSuite.Identity.Features.Operator;
using FocusSuite.Identity.Features.SigningIn;
using FocusSuite.Identity.Keys;
using FocusSuite.Identity.Maintenance;
using FocusSuite.Identity.Persistence;
using FocusSuite.Identity.Tokens;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Personal.V1;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Revocation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity;

/// <summary>Registers identity, and says what it answers to.</summary>
internal static class IdentityExtensions
{
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration) => services
        .AddSettings()
        .AddStores()
        .AddTokens()
        .AddPasswords()
        .AddAccounts()
        .AddSigningIn()
        .AddErasureAndExport(configuration)
        .AddOperator()
        .AddMaintenance();

    public static void MapIdentity(this WebApplication app)
    {
        app.MapDiscovery();
        app.MapGrpcService<AuthenticationGrpcService>();
        app.MapGrpcService<SubscriptionGrpcService>();
        app.MapGrpcService<AccountGrpcService>();
        app.MapGrpcService<AccountInternalGrpcService>();
        app.MapGrpcService<IdentityInternalGrpcService>();
    }

    /// <summary>What hashes passwords: version 3 of ASP.NET Core Identity's format, PBKDF2 with HMAC-SHA512.</summary>
    internal static IServiceCollection AddPasswords(this IServiceCollection services)
    {
        services.AddOptions<PasswordHasherOptions>()
            .Configure<IOptions<IdentitySettings>>((hasher, settings) => hasher.IterationCount = settings.Value.PasswordIterations);
        return services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>().AddSingleton<Passwords>();
    }

    private static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<IdentitySettings>, IdentitySettingsValidator>();
        services.AddOptions<IdentitySettings>().BindConfiguration(IdentitySettings.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ErasureOptions>, ErasureOptionsValidator>();
        services.AddOptions<ErasureOptions>().BindConfiguration(ErasureOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExportOptions>, ExportOptionsValidator>();
        services.AddOptions<ExportOptions>().BindConfiguration(ExportOptions.Section).ValidateOnStart();
        return services.AddSingleton<IdentityIssuer>();
    }

    private static IServiceCollection AddStores(this IServiceCollection services) => services
        .AddScoped<AccountStore>()
        .AddScoped<CalendarStore>()
        .AddScoped<SignInStore>()
        .AddScoped<ErasureStore>()
        .AddSingleton<LoginAttemptStore>()
        .AddSingleton<RequestKeyStore>();

    private static IServiceCollection AddTokens(this IServiceCollection services) => services
        .AddSingleton<KeyProtection>()
        .AddSingleton<SigningKeys>()
        .AddSingleton<AccessTokens>()
        .AddSingleton(provider => new RefreshRotation(ServiceKey(provider)))
        .AddSingleton(provider => new KeyedHashes(ServiceKey(provider)))
        .AddSingleton<SignedInAnswer>()
        .AddRevocationWatch<OwnRevocations>();

    private static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddScoped<GetSettings>()
        .AddScoped<UpdateSettings>()
        .AddScoped<GetCalendar>()
        .AddScoped<GetSubscription>();

    private static IServiceCollection AddSigningIn(this IServiceCollection services) => services
        .AddSingleton<AttemptLimits>()
        .AddScoped<SignUp>()
        .AddScoped<LogIn>()
        .AddScoped<RefreshTokens>()
        .AddScoped<LogOut>()
        .AddScoped<ListRevocations>();

    private static IServiceCollection AddErasureAndExport(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var peer in PersonalStores.Peers)
        {
            services.AddNamedPeer<PersonalDataService.PersonalDataServiceClient>(
                configuration, peer, PersonalDataServiceCollectionExtensions.MaxPageBytes);
        }

        services.AddPersonalData<PersonalAccount>();
        services.AddScoped<PersonalAccount>().AddScoped<PersonalStores>();
        services.AddScoped<EraseAccount>().AddScoped<GetErasure>().AddScoped<ExportAccount>();
        services.AddSingleton<ExportBounds>().AddSingleton<ErasureWorker>();
        return services.AddHostedService(provider => provider.GetRequiredService<ErasureWorker>());
    }

    private static IServiceCollection AddOperator(this IServiceCollection services) => services
        .AddScoped<PutUser>()
        .AddScoped<IssueTokens>()
        .AddScoped<ClaimRequestKey>()
        .AddScoped<ReleaseRequestKey>();

    private static IServiceCollection AddMaintenance(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", HealthStatus.Unhealthy);
        return services.AddHostedService<Housekeeping>();
    }

    private static string ServiceKey(IServiceProvider provider) => provider.GetRequiredService<IOptions<AuthOptions>>().Value.ServiceKey;
}
