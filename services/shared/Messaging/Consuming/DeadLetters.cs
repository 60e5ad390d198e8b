using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FocusSuite.Messaging.Broker;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FocusSuite.Messaging.Consuming;

/// <summary>
/// The dead letters in RabbitMQ. A queue cannot be searched: each message is taken once from the front, and either dropped or put back at
/// the end before its first copy goes. So none is lost when the process dies, and none is counted as returned, of which a quorum queue
/// takes a bounded number.
/// </summary>
/// <param name="address">The broker's.</param>
/// <param name="queues">The names of the service's durable queues.</param>
/// <param name="leaderTimeout">How long a queue without a leader is waited for; 3 s, within the 5 s of a call between services.</param>
internal sealed partial class DeadLetters(Uri address, IReadOnlyCollection<string> queues, TimeSpan? leaderTimeout = null) : IDeadLetters
{
    private static readonly TimeSpan LeaderTimeout = TimeSpan.FromSeconds(3);

    // What MassTransit appends to a queue's name for messages that no consumer could handle, or knew.
    private static readonly string[] Suffixes = ["_error", "_skipped"];

    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly ConnectionFactory _factory = new() { Uri = address, AutomaticRecoveryEnabled = false };

    public async Task<int> RemoveOfUserAsync(long userId, CancellationToken cancellationToken)
    {
        try
        {
            var removed = 0;
            foreach (var queue in queues.SelectMany(queue => Suffixes.Select(suffix => queue + suffix)))
            {
                removed += await LeaderWait.RunAsync(
                    () => RemoveAsync(queue, userId, cancellationToken), leaderTimeout ?? LeaderTimeout, cancellationToken);
            }

            return removed;
        }
        catch (RabbitMQClientException exception)
        {
            throw new IOException("The broker went away while dead letters were looked through.", exception);
        }
    }

    private async Task<int> RemoveAsync(string queue, long userId, CancellationToken cancellationToken)
    {
        await using var connection = await _factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(Confirmed, cancellationToken);
        var removed = 0;

        // Those that were there at the beginning, as the first one tells: what is put back comes behind them. A count that is asked for
        // without taking a message is 0 while the queue has no leader.
        var letter = await FirstAsync(channel, queue, cancellationToken);
        for (long left = letter?.MessageCount ?? 0; letter is not null; left--)
        {
            if (Names(letter.Body, userId))
            {
                removed++;
            }
            else
            {
                await channel.BasicPublishAsync(
                    string.Empty, queue, mandatory: true, new BasicProperties(letter.BasicProperties), letter.Body, cancellationToken);
            }

            await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken);
            letter = left == 0 ? null : await channel.BasicGetAsync(queue, autoAck: false, cancellationToken);
        }

        return removed;
    }

    private static async Task<BasicGetResult?> FirstAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.BasicGetAsync(queue, autoAck: false, cancellationToken);
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            // Such a queue is made with its first message.
            return null;
        }
    }

    // As text, for what lies here may be no JSON.
    private static bool Names(ReadOnlyMemory<byte> body, long userId) =>
        User().Matches(Encoding.UTF8.GetString(body.Span))
            .Any(user => user.Groups[1].Value == userId.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("\"userId\"\\s*:\\s*\"?(\\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex User();
}
