using Microsoft.Extensions.Logging;

namespace FocusSuite.Messaging;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Could not publish {Type} {Id}; it stays in the outbox and is tried again.")]
    public static partial void PublishFailed(ILogger logger, Exception exception, string type, Guid id);

    [LoggerMessage(2, LogLevel.Warning, "Could not remove {Count} published messages from the outbox; they will be published again.")]
    public static partial void RemoveFailed(ILogger logger, Exception exception, int count);

    [LoggerMessage(3, LogLevel.Warning, "Could not take leftovers from the outbox; the next round tries again.")]
    public static partial void LeftoversFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Information, "The effects of operation {CorrelationId} were not visible after {Waited}; they follow.")]
    public static partial void EffectsLate(ILogger logger, Guid correlationId, TimeSpan waited);

    [LoggerMessage(5, LogLevel.Debug, "{Sampler} could not look; its gauge has no value until it can.")]
    public static partial void LookFailed(ILogger logger, Exception exception, string sampler);

    [LoggerMessage(6, LogLevel.Warning, "A message of {Queue} has come back {Count} times. A broker with a delivery limit drops it when that is reached.")]
    public static partial void OftenReturned(ILogger logger, string queue, long count);

    [LoggerMessage(7, LogLevel.Warning, "For {Timeout} the bus has been without the broker or without one of its queues: another bus takes its place.")]
    public static partial void ReplacingBus(ILogger logger, TimeSpan timeout);

    [LoggerMessage(8, LogLevel.Error, "The bus could not be started; events wait in the outbox.")]
    public static partial void BusNotStarted(ILogger logger, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "The bus did not stop in time; what was worked on is delivered again.")]
    public static partial void BusNotStopped(ILogger logger, Exception exception);
}
