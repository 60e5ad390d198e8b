using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace FocusSuite.Messaging.Broker;

/// <summary>
/// Waits for the leader of a quorum queue. For a moment after its start a broker takes connections while some queue has none: what needs
/// the queue then ends the whole connection (541, <c>noproc</c>), and a passive declaration tells of no messages where there are some. It
/// passes by itself.
/// </summary>
public static class LeaderWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether an exception of the client says that a queue has no leader.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>True for the broker's 541.</returns>
    public static bool IsFor(Exception exception) =>
        exception is OperationInterruptedException { ShutdownReason.ReplyCode: Constants.InternalError };

    /// <summary>Asks again, in real time, until the queue has a leader or the time is over, which is the last exception.</summary>
    /// <typeparam name="T">What is asked for.</typeparam>
    /// <param name="ask">Asks over a connection of its own, since each try may cost one. It must take from the queue: a count alone may be
    /// wrong.</param>
    /// <param name="timeout">For how long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What was asked for.</returns>
    public static async Task<T> RunAsync<T>(Func<Task<T>> ask, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (OperationInterruptedException exception) when (IsFor(exception) && Stopwatch.GetElapsedTime(began) < timeout)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }
}
