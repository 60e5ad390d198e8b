using FocusSuite.Documents;
using FocusSuite.Messaging;
using FocusSuite.Messaging.Events;
using FocusSuite.Sessions.Storing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.Sessions.Watching;

/// <summary>Registers the live timer.</summary>
internal static class WatchingServices
{
    /// <summary>Every replica hears of the changes that the others make.</summary>
    public static MessagingBuilder HearChanges(this MessagingBuilder messaging) => messaging
        .Broadcast<SessionStarted, SessionChanges>()
        .Broadcast<SessionPaused, SessionChanges>()
        .Broadcast<SessionResumed, SessionChanges>()
        .Broadcast<SessionCanceled, SessionChanges>()
        .Broadcast<SessionCompleted, SessionChanges>()
        .Broadcast<DistractionLogged, SessionChanges>();

    public static IServiceCollection AddWatching(this IServiceCollection services)
    {
        services.TryAddSingleton<SessionChanges>();
        services.AddSingleton(provider => new SessionStore(
            new AnnouncingStore(provider.GetRequiredService<IDocumentStore<FocusSession>>(), provider.GetRequiredService<SessionChanges>())));
        services.AddSingleton(provider => new LiveTimer(
            provider.GetRequiredService<SessionStore>(),
            provider.GetRequiredService<SessionChanges>(),
            provider.GetRequiredService<TimeProvider>(),
            TimeProvider.System,
            provider.GetRequiredService<ILogger<LiveTimer>>()));
        services.AddSingleton<WatchHandler>();

        // By HTTP/2's flow control a client that does not read holds up its stream. Kestrel would take that for a slow connection and cut it off,
        // which is the gateway's, with everybody's calls on it.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = null);
        return services;
    }
}
