namespace FocusSuite.Catalog;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Seeded {Count} changed programs.")]
    public static partial void Seeded(ILogger logger, int count);

    [LoggerMessage(2, LogLevel.Information, "Another replica seeds at the same time; looking again (try {Attempt}).")]
    public static partial void SeedAgain(ILogger logger, int attempt);
}
