namespace FocusSuite.Sessions;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Ended {Count} sessions that were left open.")]
    public static partial void Expired(ILogger logger, int count);

    [LoggerMessage(2, LogLevel.Error, "Session {SessionId} was left open and could not be ended; the next sweep tries again.")]
    public static partial void ExpireFailed(ILogger logger, Exception exception, string sessionId);

    [LoggerMessage(3, LogLevel.Warning, "A sweep for sessions that were left open failed; the next one tries again.")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Debug, "A watched session could not be read again; the next turn tries again.")]
    public static partial void RereadFailed(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "A second look for sessions that began while their program ended failed; the next tries again.")]
    public static partial void SecondLookFailed(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "Watched sessions could not be read again together; each is tried again.")]
    public static partial void RereadsFailed(ILogger logger, Exception exception);
}
