using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.ServiceDefaults.Revocation;

/// <summary>Registers how a service learns that access tokens were called back.</summary>
public static class RevocationExtensions
{
    /// <summary>Every replica hears of revocations as they happen.</summary>
    /// <param name="messaging">What the service wants to know.</param>
    /// <returns>The same builder.</returns>
    public static MessagingBuilder HearRevocations(this MessagingBuilder messaging) => messaging.Broadcast<TokensRevoked, RevocationFeed>();

    /// <summary>What a service asks identity for its callers' sake: the revocations that this replica missed, and whether a key was used in
    /// another service.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="configuration">The service's configuration.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddCallerChecks(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.All(service => service.ServiceType != typeof(IdentityInternalService.IdentityInternalServiceClient)))
        {
            services.AddPeer<IdentityInternalService.IdentityInternalServiceClient>(configuration, "Identity");
        }

        services.TryAddSingleton<IRequestKeySpace, PeerKeySpace>();
        return services.AddRevocationWatch<PeerRevocations>();
    }

    /// <summary>Asks a source for the revocations that this replica missed.</summary>
    /// <typeparam name="TSource">The source.</typeparam>
    /// <param name="services">The service's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddRevocationWatch<TSource>(this IServiceCollection services)
        where TSource : class, IRevocationSource
    {
        services.TryAddSingleton<IRevocationSource, TSource>();
        return services.AddHostedService<RevocationWatch>();
    }
}
