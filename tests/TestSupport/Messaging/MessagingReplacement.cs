using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Messaging.Rehearsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace FocusSuite.TestSupport.Messaging;

/// <summary>Takes RabbitMQ out of a service, for tests that need none.</summary>
public static class MessagingReplacement
{
    /// <summary>Instead of the broker and the relay a fake each; nothing connects, and what is saved stays in the outbox.</summary>
    public static RecordingRelay ReplaceMessaging(this IServiceCollection services)
    {
        var relay = new RecordingRelay();
        services.Replace(ServiceDescriptor.Singleton<IBroker>(new FakeBroker()));
        services.Replace(ServiceDescriptor.Singleton<IOutboxRelay>(relay));

        services.RemoveAll<IDeadLetters>();
        services.RemoveAll<IReplicaRehearsal>();

        // The bus and the relay, which are registered by a factory, and what looks after them.
        var hosted = services.Where(service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationFactory?.Method.Module.Assembly == typeof(IOutboxRelay).Assembly).ToList();
        hosted.ForEach(service => services.Remove(service));
        return relay;
    }
}
