using System.Text.RegularExpressions;
using RabbitMQ.Client;

namespace FocusSuite.Client.Events;

/// <summary>
/// The queue in which the events of a kind wait for a program, its dead letters, and the exchange to which the suite publishes them: a
/// fanout exchange by the event's full name, which is made here as there, so that a program may come before the first publisher.
/// </summary>
/// <param name="Name">The queue, e.g. <c>billing.program-completed</c>.</param>
/// <param name="Exchange">The exchange, e.g. <c>FocusSuite.Messaging.Events:ProgramCompleted</c>.</param>
internal sealed partial record EventQueue(string Name, string Exchange)
{
    /// <summary>
    /// After so many returns the broker itself gives an event up: one that ends the process that handles it would come back for ever. It is
    /// part of the queue's declaration, which never changes, and so no setting.
    /// </summary>
    public const int DeliveryLimit = 20;

    /// <summary>What a quorum queue writes into a message that it delivers again.</summary>
    public const string DeliveryCount = "x-delivery-count";

    /// <summary>Where events go that could not be handled; called as those of the services are, so that the same alerts see it.</summary>
    public string DeadLetters => Name + "_error";

    /// <summary>The queue of a program for a kind of event.</summary>
    public static EventQueue Of(string consumer, Type focusEvent) =>
        new($"{consumer}.{WordStart().Replace(focusEvent.Name, "-$0").ToLowerInvariant()}", $"{focusEvent.Namespace}:{focusEvent.Name}");

    /// <summary>Makes all of it where it is not there. What is there has to be the same.</summary>
    public async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var quorum = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await channel.QueueDeclareAsync(DeadLetters, true, false, false, quorum, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await channel.QueueDeclareAsync(
            Name,
            true,
            false,
            false,
            new Dictionary<string, object?>(quorum)
            {
                ["x-delivery-limit"] = DeliveryLimit,
                ["x-dead-letter-exchange"] = string.Empty,
                ["x-dead-letter-routing-key"] = DeadLetters,

                // An event leaves the queue when it has arrived among the dead letters, and not before.
                ["x-dead-letter-strategy"] = "at-least-once",
                ["x-overflow"] = "reject-publish",
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.ExchangeDeclareAsync(
            Exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken).ConfigureAwait(false);
        await channel.QueueBindAsync(Name, Exchange, string.Empty, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
