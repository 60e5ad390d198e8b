using FocusSuite.Messaging.Events;
using Microsoft.Extensions.DependencyInjection;

namespace FocusSuite.Client.Events;

/// <summary>What a program wants to hear of.</summary>
internal abstract record EventSubscription(Type EventType)
{
    /// <summary>Hands an event to its handler.</summary>
    public abstract Task HandleAsync(IServiceProvider services, FocusEvent focusEvent, CancellationToken cancellationToken);
}

/// <summary>One handler of one event.</summary>
internal sealed record EventSubscription<TEvent, THandler>() : EventSubscription(typeof(TEvent))
    where TEvent : FocusEvent
    where THandler : class, IFocusEventHandler<TEvent>
{
    public override async Task HandleAsync(IServiceProvider services, FocusEvent focusEvent, CancellationToken cancellationToken)
    {
        var scope = services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var handler = scope.ServiceProvider.GetRequiredService<THandler>();
            await handler.HandleAsync((TEvent)focusEvent, cancellationToken).ConfigureAwait(false);
        }
    }
}
