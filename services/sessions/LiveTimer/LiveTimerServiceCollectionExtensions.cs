using FocusSuite.Documents;
using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Persistence;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.Sessions.LiveTimer;

/// <summary>Registers the live timer.</summary>
internal static class LiveTimerServiceCollectionExtensions
{
    /// <summary>Every replica hears of the changes that the others make.</summary>
    public static MessagingBuilder AddSessionChangeFeed(this MessagingBuilder messaging) => messaging
        .Broadcast<SessionStarted, SessionChanges>()
        .Broadcast<SessionPaused, SessionChanges>()
        .Broadcast<SessionResumed, SessionChanges>()
        .Broadcast<SessionCanceled, SessionChanges>()
        .Broadcast<SessionCompleted, SessionChanges>()
        .Broadcast<DistractionLogged, SessionChanges>();

    public static IServiceCollection AddLiveTimer(this IServiceCollection services)
    {
        services.TryAddSingleton<SessionChanges>();
        services.AnnounceChanges();
        services.AddSingleton(provider => new SessionStore(provider.GetRequiredService<IDocumentStore<FocusSession>>()));
        services.AddSingleton<TimerStream>();
        services.AddHostedService<Rereads>();

        // By HTTP/2's flow control a client that does not read holds up its stream. Kestrel would take that for a slow connection and cut
        // it off, which is the gateway's, with everybody's calls on it.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = null);
        return services;
    }

    /// <summary>Puts the announcing store before the one that is registered, for everybody: an erasure removes sessions, too.</summary>
    private static void AnnounceChanges(this IServiceCollection services)
    {
        var open = services.Last(service => service.ServiceType == typeof(IDocumentStore<FocusSession>)).ImplementationFactory!;
        services.Replace(ServiceDescriptor.Singleton<IDocumentStore<FocusSession>>(provider =>
            new AnnouncingStore((IDocumentStore<FocusSession>)open(provider), provider.GetRequiredService<SessionChanges>())));
    }
}
