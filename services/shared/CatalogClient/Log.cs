using Microsoft.Extensions.Logging;

namespace FocusSuite.CatalogClient;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "The catalog did not answer; served what it said {Age} ago.")]
    public static partial void ServedStale(ILogger logger, Exception exception, TimeSpan age);
}
