using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "{Method} failed.")]
    public static partial void Failed(ILogger logger, Exception exception, string method);

    [LoggerMessage(2, LogLevel.Warning, "{Method} could not be answered now.")]
    public static partial void Unavailable(ILogger logger, Exception exception, string method);

    [LoggerMessage(3, LogLevel.Warning, "An idempotency record could not be kept; a repeat of the request acts again.")]
    public static partial void IdempotencyRecordLost(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "Old idempotency keys could not be removed; the next round tries again.")]
    public static partial void PurgeFailed(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "The erasures that other replicas noted could not be read; the next look tries again.")]
    public static partial void ErasuresNotRead(ILogger logger, Exception exception);

    [LoggerMessage(20, LogLevel.Warning, "The revocations of tokens could not be read; the next look tries again.")]
    public static partial void RevocationsNotRead(ILogger logger, Exception exception);

    [LoggerMessage(22, LogLevel.Warning, "Identity could not say whether a key was used in another service; requests are made without for a moment.")]
    public static partial void KeySpaceAway(ILogger logger, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "{Method} was refused by the database.")]
    public static partial void RefusedByDatabase(ILogger logger, Exception exception, string method);

    [LoggerMessage(23, LogLevel.Warning, "Identity did not answer; dates are shown by the time zone of the access token.")]
    public static partial void CalendarAway(ILogger logger, Exception exception);
}
