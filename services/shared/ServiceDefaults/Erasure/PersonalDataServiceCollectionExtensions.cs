using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>Registers what a service does for people's rights to their data.</summary>
public static class PersonalDataServiceCollectionExtensions
{
    /// <summary>
    /// The longest record is a day with a hundred reflections of 5,000 characters, each of up to four bytes; a page has one such at the
    /// most.
    /// </summary>
    public const int MaxPageBytes = 8 * 1024 * 1024;

    /// <summary>
    /// Export and erasure of what the service holds. Needs an <see cref="IErasureLedger"/>, which comes with the service's database.
    /// </summary>
    /// <typeparam name="TData">What the service holds.</typeparam>
    /// <param name="services">The service's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddPersonalData<TData>(this IServiceCollection services)
        where TData : class, IPersonalData
    {
        services.TryAddScoped<IPersonalData, TData>();
        services.AddScoped<IPersonalDataEraser, PersonalDataEraser>();
        services.AddHostedService<ErasureWatch>();
        services.AddGrpc().AddServiceOptions<PersonalDataGrpcService>(grpc => grpc.MaxSendMessageSize = MaxPageBytes);
        return services;
    }

    /// <summary>Lets identity ask for export and erasure.</summary>
    /// <param name="routes">The service's routes.</param>
    public static void MapPersonalData(this IEndpointRouteBuilder routes) => routes.MapGrpcService<PersonalDataGrpcService>();
}
