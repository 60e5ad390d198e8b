using FocusSuite.Identity.Erasing;
using FocusSuite.Identity.Exporting;
using FocusSuite.Protos.Personal.V1;
using FocusSuite.ServiceDefaults.Erasure;
using FocusSuite.ServiceDefaults.Peers;
using Microsoft.Extensions.Options;

namespace FocusSuite.Identity.OwnAccount;

internal static class OwnAccountServiceCollectionExtensions
{
    public static IServiceCollection AddOwnAccount(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<ErasureOptions>, ErasureOptionsValidator>();
        services.AddOptions<ErasureOptions>().BindConfiguration(ErasureOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ExportOptions>, ExportOptionsValidator>();
        services.AddOptions<ExportOptions>().BindConfiguration(ExportOptions.Section).ValidateOnStart();
        foreach (var peer in PersonalStores.Peers)
        {
            services.AddNamedPeer<PersonalDataService.PersonalDataServiceClient>(configuration, peer, PersonalDataServiceCollectionExtensions.LongestPage);
        }

        services.AddPersonalData<PersonalAccount>();
        services.AddScoped<PersonalAccount>().AddScoped<PersonalStores>().AddScoped<AccountExport>().AddScoped<Erasures>();
        services.AddSingleton<ExportBounds>().AddSingleton<ErasureWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ErasureWorker>());
        return services;
    }
}
