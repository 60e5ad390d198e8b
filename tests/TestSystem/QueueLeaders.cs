namespace FocusSuite.TestSystem;

/// <summary>
/// Leaves a broker's quorum queues without a leader, as each of them is for a moment after the broker's start: what is asked of them then
/// ends the asker's connection (541, <c>noproc</c>), or is answered as if they were empty.
/// </summary>
public static class QueueLeaders
{
    /// <summary>Ends the processes of all quorum queues. Their messages stay on the disk.</summary>
    /// <param name="control">Runs the broker's own tool.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static Task StopAsync(Func<IReadOnlyList<string>, CancellationToken, Task> control, CancellationToken ct = default) =>
        OfEachAsync(control, "stop_server", ct);

    /// <summary>Starts them again; they lead a moment later.</summary>
    /// <param name="control">Runs the broker's own tool.</param>
    /// <param name="ct">Ends the waiting.</param>
    public static Task StartAsync(Func<IReadOnlyList<string>, CancellationToken, Task> control, CancellationToken ct = default) =>
        OfEachAsync(control, "restart_server", ct);

    private static Task OfEachAsync(Func<IReadOnlyList<string>, CancellationToken, Task> control, string act, CancellationToken ct) =>
        control(
            [
                "eval",
                $"[ra:{act}(quorum_queues, amqqueue:get_pid(Q)) || Q <- rabbit_amqqueue:list(), amqqueue:get_type(Q) =:= "
                + $"rabbit_quorum_queue].",
            ],
            ct);
}
