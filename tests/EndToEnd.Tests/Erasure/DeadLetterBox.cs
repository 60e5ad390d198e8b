using System.Globalization;
using System.Text;
using System.Text.Json;
using FocusSuite.Messaging.Broker;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FocusSuite.EndToEnd.Tests.Erasure;

/// <summary>The suite's queues and dead letters, read past the services.</summary>
internal sealed class DeadLetterBox(string address)
{
    private const string SessionCompleted = "progress.session-completed";
    private const int HalfAnHour = 1800;
    private static readonly string[] Queues = [SessionCompleted, "progress.program-advanced", "enrollment.day-evaluated"];
    private static readonly string[] Suffixes = ["", "_error", "_skipped"];

    // Another test may have restarted the broker a moment ago.
    private static readonly TimeSpan LeaderTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Sends the word of a completed session that no service can handle, for there is no such program.</summary>
    public Task PoisonAsync(long userId, long enrollmentId, string mark) =>
        TellCompletedAsync(userId, enrollmentId, mark, long.MaxValue, day: 9);

    /// <summary>Sends the word of a completed session of half an hour.</summary>
    public async Task TellCompletedAsync(long userId, long enrollmentId, string session, long program, int day)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var envelope = JsonSerializer.SerializeToUtf8Bytes(new
        {
            messageId = Guid.NewGuid(),
            messageType = new[] { "urn:message:FocusSuite.Messaging.Events:SessionCompleted" },
            message = new
            {
                occurredAt = DateTimeOffset.UtcNow,
                userId,
                correlationId = Guid.NewGuid(),
                sessionId = session,
                enrollmentId,
                programId = program,
                dayNumber = day,
                creditedSeconds = HalfAnHour,
                endedAt = DateTimeOffset.UtcNow,
                localDate = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            },
        });
        await channel.BasicPublishAsync(
            string.Empty,
            SessionCompleted,
            mandatory: true,
            new BasicProperties { ContentType = "application/vnd.masstransit+json" },
            envelope);
    }

    /// <summary>Every message that waits anywhere, each with its queue. They stay there.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        var read = new List<string>();
        foreach (var queue in Queues.SelectMany(queue => Suffixes.Select(suffix => queue + suffix)))
        {
            read.AddRange(await LeaderWait.RunAsync(() => ReadAsync(queue), LeaderTimeout, CancellationToken.None));
        }

        return read;
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string queue)
    {
        // What was taken and not acknowledged goes back when the connection ends.
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var read = new List<string>();
        try
        {
            while (await channel.BasicGetAsync(queue, autoAck: false) is { } letter)
            {
                read.Add($"{queue}: {Encoding.UTF8.GetString(letter.Body.Span)}");
            }
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // Queues of dead letters are made with their first one.
        }

        return read;
    }

    private Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
}
