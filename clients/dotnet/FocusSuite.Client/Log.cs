using Microsoft.Extensions.Logging;

namespace FocusSuite.Client;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Listening to {Queues} queues of events.")]
    public static partial void Listening(ILogger logger, int queues);

    [LoggerMessage(2, LogLevel.Warning, "The connection to the broker ended: {Reason}. Connecting again.")]
    public static partial void ConnectionLost(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Warning, "The broker cannot be listened to; the next try follows in {Pause}.")]
    public static partial void NotListening(ILogger logger, Exception exception, TimeSpan pause);

    [LoggerMessage(4, LogLevel.Warning, "Event {Id} of {Queue} could not be handled at delivery {Delivery}; it comes again after {Pause}.")]
    public static partial void Failed(ILogger logger, Exception exception, Guid id, string queue, long delivery, TimeSpan pause);

    [LoggerMessage(
        5, LogLevel.Error, "Event {Id} of {Queue} could not be handled at delivery {Delivery}, the last one; it lies in {DeadLetters}.")]
    public static partial void GivenUp(ILogger logger, Exception exception, Guid id, string queue, long delivery, string deadLetters);

    [LoggerMessage(6, LogLevel.Error, "A message of {Queue} is not an event that this version can read; it lies in {DeadLetters}.")]
    public static partial void Unreadable(ILogger logger, Exception exception, string queue, string deadLetters);
}
