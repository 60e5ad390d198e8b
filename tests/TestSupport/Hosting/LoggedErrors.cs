using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace FocusSuite.TestSupport.Hosting;

/// <summary>What a test says of the logs of a service again and again.</summary>
public static class LoggedErrors
{
    extension(FakeLogCollector logs)
    {
        /// <summary>What was logged as an error or worse, with its exception: a test fails on one that nobody expected.</summary>
        public IReadOnlyList<string> Errors => [.. logs.GetSnapshot().Where(record => record.Level >= LogLevel.Error).Select(InFull)];

        /// <summary>All that was logged.</summary>
        public IReadOnlyList<string> Lines => [.. logs.GetSnapshot().Select(InFull)];
    }

    private static string InFull(FakeLogRecord record) => $"{record.Level} {record.Category}: {record.Message} {record.Exception}";
}
