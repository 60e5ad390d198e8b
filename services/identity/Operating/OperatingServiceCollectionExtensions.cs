using FocusSuite.Identity.KeySpace;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.Operating;

internal static class OperatingServiceCollectionExtensions
{
    public static IServiceCollection AddOperating(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<IdentitySettings>, IdentitySettingsValidator>();
        services.AddOptions<IdentitySettings>().BindConfiguration(IdentitySettings.Section).ValidateOnStart();
        services.AddSingleton<IdentityIssuer>();
        services.AddSingleton(new RealTime(TimeProvider.System));
        services.AddScoped<PutUser>();
        services.AddSingleton<RequestKeyStore>();
        services.AddHostedService<Housekeeping>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", HealthStatus.Unhealthy);
        return services;
    }
}
