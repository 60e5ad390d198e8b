using System.Text;
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

    private readonly ConnectionFactory _factory = new() { Uri = new Uri(address), AutomaticRecoveryEnabled = false };
    private IConnection? _connection;

    public static IReadOnlyList<string> All { get; } = [SessionCompleted, ProgramAdvanced, DayEvaluated];

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
            if (await CountAsync(dead, ct) == 0)
            {
                continue;
            }

            await using var channel = await ChannelAsync(ct);
            while (await channel.BasicGetAsync(dead, autoAck: true, ct) is { } letter)
            {
                bodies.Add(Encoding.UTF8.GetString(letter.Body.Span));
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
                await using var channel = await ChannelAsync(ct);
                await channel.QueuePurgeAsync(queue, ct);
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

    private async Task<long> CountAsync(string queue, CancellationToken ct)
    {
        await using var channel = await ChannelAsync(ct);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, ct)).MessageCount;
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // A dead-letter queue is made with its first letter.
            return 0;
        }
    }
}
