using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Rehearsing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FocusSuite.Messaging;

/// <summary>Says what a service wants to know.</summary>
public sealed class MessagingBuilder
{
    private readonly IServiceCollection _services;
    private readonly string _service;

    internal MessagingBuilder(IServiceCollection services, string service) => (_services, _service) = (services, service);

    /// <summary>What the service listens to.</summary>
    internal List<ConsumerQueue> Queues { get; } = [];

    /// <summary>
    /// Handles an event once in the whole service, whichever replica gets it: a durable queue that all replicas share. The event must name
    /// the service with
    /// <see cref="ActsInAttribute"/>, so that none is lost that happens before the service first runs.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">Its handler, one instance a delivery.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The event does not name the service.</exception>
    public MessagingBuilder Consume<TEvent, THandler>()
        where TEvent : FocusEvent
        where THandler : class, IEventHandler<TEvent>
    {
        if (!QueueNames.WaitingFor(typeof(TEvent)).Contains(QueueName<TEvent>()))
        {
            throw new InvalidOperationException(
                $"{typeof(TEvent).Name} does not say that it acts in {_service}, so those that happen before {_service} first runs would "
                + $"be lost: add [ActsIn(\"{_service}\")] to it.");
        }

        return ConsumeUnannounced<TEvent, THandler>();
    }

    /// <summary>As <see cref="Consume"/>, for an event that need not wait for the service.</summary>
    internal MessagingBuilder ConsumeUnannounced<TEvent, THandler>()
        where TEvent : FocusEvent
        where THandler : class, IEventHandler<TEvent>
    {
        _services.TryAddScoped<THandler>();
        Queues.Add(new ConsumerQueue<TEvent, THandler>(QueueName<TEvent>(), IsDurable: true));
        return this;
    }

    /// <summary>
    /// Handles an event in every replica, for what is kept in memory: a temporary queue that lives as long as the process.
    /// </summary>
    /// <typeparam name="TEvent">The event.</typeparam>
    /// <typeparam name="THandler">Its handler, one instance a process.</typeparam>
    /// <returns>This builder.</returns>
    public MessagingBuilder Broadcast<TEvent, THandler>()
        where TEvent : FocusEvent
        where THandler : class, IEventHandler<TEvent>
    {
        _services.TryAddSingleton<THandler>();
        Queues.Add(new ConsumerQueue<TEvent, THandler>(QueueName<TEvent>(), IsDurable: false));
        return this;
    }

    /// <summary>Makes <see cref="IEffects"/> work in this service.</summary>
    /// <returns>This builder.</returns>
    public MessagingBuilder AwaitEffects()
    {
        _services.AddSingleton<EffectWaits>();
        _services.AddSingleton<IEffects>(provider => provider.GetRequiredService<EffectWaits>());
        return Broadcast<ProgressUpdated, EffectWaits>();
    }

    /// <summary>Adds what is rehearsed before the replica is ready.</summary>
    /// <typeparam name="TRehearsal">The rehearsal, one instance a process.</typeparam>
    /// <returns>This builder.</returns>
    public MessagingBuilder Rehearse<TRehearsal>()
        where TRehearsal : class, IRehearsal
    {
        _services.AddSingleton<IRehearsal, TRehearsal>();
        return this;
    }

    /// <summary>Takes the replica's first event through the broker.</summary>
    internal void Rehearse()
    {
        Broadcast<ReplicaStarted, ReplicaRehearsal>();
        _services.AddSingleton<IReplicaRehearsal>(provider => provider.GetRequiredService<ReplicaRehearsal>());
    }

    private string QueueName<TEvent>() => QueueNames.Of(typeof(TEvent), _service);
}
