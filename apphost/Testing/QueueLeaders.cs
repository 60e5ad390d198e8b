using FocusSuite.AppHost.RabbitMq;

namespace FocusSuite.AppHost.Testing;

/// <summary>
/// Leaves a broker's quorum queues without a leader, as each of them is for a moment after the broker's start: what is asked of them then ends the asker's
/// connection (541, <c>noproc</c>), or is answered as if they were empty.
/// </summary>
public static class QueueLeaders
{
    /// <summary>Ends the processes of all quorum queues. Their messages stay on the disk.</summary>
    /// <param name="broker">Whose queues.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>When they are gone.</returns>
    public static Task StopAsync(LocalRabbitMq broker, CancellationToken cancellationToken = default) => OfEachAsync(broker, "stop_server", cancellationToken);

    /// <summary>Starts them again.</summary>
    /// <param name="broker">Whose queues.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>When they are told to; they lead a moment later.</returns>
    public static Task StartAsync(LocalRabbitMq broker, CancellationToken cancellationToken = default) => OfEachAsync(broker, "restart_server", cancellationToken);

    private static Task OfEachAsync(LocalRabbitMq broker, string act, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(broker);
        return broker.ControlAsync(
            ["eval", $"[ra:{act}(quorum_queues, amqqueue:get_pid(Q)) || Q <- rabbit_amqqueue:list(), amqqueue:get_type(Q) =:= rabbit_quorum_queue]."],
            cancellationToken);
    }
}
