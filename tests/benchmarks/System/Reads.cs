using System.Globalization;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>A route that is read.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="Path">Its path.</param>
/// <param name="MaxStatements">The target for SQL statements a request, where there is one.</param>
/// <param name="RemoteCalls">The target for calls between services a request, where there is one.</param>
internal sealed record Read(string Name, string Path, double? MaxStatements, double? RemoteCalls);

internal static class Reads
{
    public static IReadOnlyList<Read> Of(long enrollment)
    {
        var program = string.Create(CultureInfo.InvariantCulture, $"programs/{enrollment}/");
        return
        [
            Of("list", "programs/", 1, 0),
            Of("active", "sessions/active/", 1, 0),
            Of("day", program + "days/1/", 1, 0),
            Of("details", program, null, 1),
            Of("week", program + "weekly-review/1/", null, null),
            Of("history", "history/", 2, null),
        ];
    }

    private static Read Of(string name, string path, double? statements, double? calls) =>
        new(name, BenchmarkUser.Focus + path, statements, calls);
}
