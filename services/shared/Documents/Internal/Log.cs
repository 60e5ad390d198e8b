using Microsoft.Extensions.Logging;

namespace FocusSuite.Documents.Internal;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Documents live in {Kind}, database {Database}.")]
    public static partial void Home(ILogger logger, string kind, string database);

    [LoggerMessage(2, LogLevel.Warning, "Attempt {Attempt} on {Collection} failed with {Error}; trying again.")]
    public static partial void Retrying(ILogger logger, string collection, int attempt, string error);

    [LoggerMessage(3, LogLevel.Information, "A save in {Collection} whose answer was lost had succeeded.")]
    public static partial void LostAnswerRecognized(ILogger logger, string collection);

    [LoggerMessage(4, LogLevel.Information, "The schema of {Collections} in {Kind} is in place.")]
    public static partial void SchemaInPlace(ILogger logger, string collections, string kind);
}
