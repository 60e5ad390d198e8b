using System.Text;
using FocusSuite.Messaging.Broker;
using FocusSuite.Messaging.Events;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>The broker's durable queues and their dead letters, read past the services.</summary>
public sealed class Queues(string address) : IAsyncDisposable
{
    public const string SessionCompleted = "progress.session-completed";
    public const string ProgramAdvanced = "progress.program-advanced";
    public const string DayEvaluated = "enrollment.day-evaluated";

    /// <summary>What MassTransit appends to the name of a queue for messages that no consumer could handle, or knew.</summary>
    private static readonly string[] DeadLetterSuffixes = ["_error", "_skipped"];

    // A queue has no leader for a moment after the broker's start.
    private static readonly TimeSpan LeaderTimeout = TimeSpan.FromSeconds(30);

    private readonly ConnectionFactory _factory = new() { Uri = new Uri(address), AutomaticRecoveryEnabled = false };
    private IConnection? _connection;

    /// <summary>All of them, as the events name who acts on them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. EventTypes.All.SelectMany(QueueNames.WaitingFor)];

    private static IEnumerable<string> DeadLetterQueues => All.SelectMany(queue => DeadLetterSuffixes.Select(suffix => queue + suffix));

    /// <summary>Messages that wait in the consumers' queues.</summary>
    public async Task<long> DepthAsync(CancellationToken ct)
    {
        var depth = 0L;
        foreach (var queue in All)
        {
            depth += await CountAsync(queue, ct);
        }

        return depth;
    }

    /// <summary>Messages in all dead-letter queues.</summary>
    public async Task<long> DeadLettersAsync(CancellationToken ct)
    {
        var dead = 0L;
        foreach (var queue in DeadLetterQueues)
        {
            dead += await CountAsync(queue, ct);
        }

        return dead;
    }

    /// <summary>Takes the bodies of the dead letters of one queue out of it.</summary>
    public async Task<IReadOnlyList<string>> ReadDeadLettersAsync(string queue, CancellationToken ct)
    {
        var bodies = new List<string>();
        foreach (var dead in DeadLetterSuffixes.Select(suffix => queue + suffix))
        {
            if (await CountAsync(dead, ct) > 0)
            {
                await WhenLedAsync(channel => TakeAsync(channel, dead, bodies, ct), ct);
            }
        }

        return bodies;
    }

    /// <summary>Empties the dead-letter queues, once they were looked at.</summary>
    public async Task PurgeDeadLettersAsync(CancellationToken ct)
    {
        foreach (var queue in DeadLetterQueues)
        {
            if (await CountAsync(queue, ct) > 0)
            {
                await WhenLedAsync(async channel => await channel.QueuePurgeAsync(queue, ct), ct);
            }
        }
    }

    /// <summary>A channel for tests that send messages of their own.</summary>
    public async Task<IChannel> ChannelAsync(CancellationToken ct)
    {
        if (_connection is not { IsOpen: true })
        {
            if (_connection is not null)
            {
                await _connection.DisposeAsync();
            }

            _connection = await _factory.CreateConnectionAsync(ct);
        }

        return await _connection.CreateChannelAsync(cancellationToken: ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private Task<long> WhenLedAsync(Func<IChannel, Task<long>> ask, CancellationToken ct) => LeaderWait.RunAsync(
        async () =>
        {
            await using var channel = await ChannelAsync(ct);
            return await ask(channel);
        },
        LeaderTimeout,
        ct);

    private Task<long> CountAsync(string queue, CancellationToken ct) => WhenLedAsync(
        async channel =>
        {
            try
            {
                var count = (await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
                return count > 0 ? count : await CountByTakingAsync(channel, queue, ct);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                // A dead-letter queue is made with its first letter.
                return 0;
            }
        },
        ct);

    // A queue without a leader is told as empty to whoever only asks, and not to whoever takes.
    private static async Task<long> CountByTakingAsync(IChannel channel, string queue, CancellationToken ct)
    {
        if (await channel.BasicGetAsync(queue, autoAck: false, ct) is not { } letter)
        {
            return 0;
        }

        await channel.BasicRejectAsync(letter.DeliveryTag, requeue: true, ct);
        return letter.MessageCount + 1;
    }

    private static async Task<long> TakeAsync(IChannel channel, string queue, List<string> bodies, CancellationToken ct)
    {
        while (await channel.BasicGetAsync(queue, autoAck: true, ct) is { } letter)
        {
            bodies.Add(Encoding.UTF8.GetString(letter.Body.Span));
        }

        return bodies.Count;
    }
}
