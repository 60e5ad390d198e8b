using Microsoft.Extensions.Logging;

namespace FocusSuite.Hosting;

internal static partial class Log
{
    [LoggerMessage(6, LogLevel.Information, "The schema is up to date.")]
    public static partial void Migrated(ILogger logger);

    [LoggerMessage(7, LogLevel.Warning, "The {Step} could not be got ready in time; the service takes calls without.")]
    public static partial void StartedCold(ILogger logger, Exception? exception, string step);

    [LoggerMessage(8, LogLevel.Warning, "The {Step} is away; the replica is not ready before it has been there once.")]
    public static partial void NotReady(ILogger logger, Exception exception, string step);
}
