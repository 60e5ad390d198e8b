using FocusSuite.Messaging.Events;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Messaging.Consuming;

/// <summary>A queue that a service listens to.</summary>
/// <param name="Label">The queue's name, of a temporary queue without what makes it unique.</param>
/// <param name="IsDurable">True for one that all replicas share and that outlives them; false for one that lives as long as a bus.</param>
internal abstract record ConsumerQueue(string Label, bool IsDurable)
{
    /// <summary>Lets a bus listen to the queue.</summary>
    /// <param name="bus">The bus.</param>
    /// <param name="parts">What the bus is made of.</param>
    /// <param name="service">The service's own parts.</param>
    /// <returns>The queue's name.</returns>
    public abstract string Listen(IBusRegistrationConfigurator bus, IServiceCollection parts, IServiceProvider service);
}

/// <summary>The queue of one handler of one event.</summary>
internal sealed record ConsumerQueue<TEvent, THandler>(string Label, bool IsDurable) : ConsumerQueue(Label, IsDurable)
    where TEvent : FocusEvent
    where THandler : class, IEventHandler<TEvent>
{
    public override string Listen(IBusRegistrationConfigurator bus, IServiceCollection parts, IServiceProvider service)
    {
        // A temporary queue belongs to a connection; that of an earlier bus may not be gone yet.
        var queue = IsDurable ? Label : $"{Label}.{Guid.NewGuid():N}";
        bus.AddConsumer<EventConsumer<TEvent, THandler>>().Endpoint(endpoint =>
        {
            endpoint.Name = queue;
            endpoint.Temporary = !IsDurable;
        });
        parts.AddScoped(
            scope =>
                ActivatorUtilities.CreateInstance<EventConsumer<TEvent, THandler>>(scope.GetRequiredService<ServiceScope>().Parts, this));
        return queue;
    }
}
