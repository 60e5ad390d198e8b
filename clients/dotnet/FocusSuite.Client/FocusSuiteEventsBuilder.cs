using FocusSuite.Client.Events;
using FocusSuite.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.Client;

/// <summary>Says what a program wants to hear of.</summary>
public sealed class FocusSuiteEventsBuilder
{
    private readonly IServiceCollection _services;

    internal FocusSuiteEventsBuilder(IServiceCollection services) => _services = services;

    /// <summary>Hears of a kind of event. One handler each: what else is to be done is done by it.</summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">What is done about it.</typeparam>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The event has a handler already; two would share its queue, and each would miss what the
    /// other one gets.</exception>
    public FocusSuiteEventsBuilder Handle<TEvent, THandler>()
        where TEvent : FocusEvent
        where THandler : class, IFocusEventHandler<TEvent>
    {
        if (_services.Any(
            service => service.ImplementationInstance is EventSubscription { EventType: var taken } && taken == typeof(TEvent)))
        {
            throw new InvalidOperationException($"{typeof(TEvent).Name} has a handler already.");
        }

        _services.TryAddScoped<THandler>();
        _services.AddSingleton<EventSubscription>(new EventSubscription<TEvent, THandler>());
        return this;
    }
}
