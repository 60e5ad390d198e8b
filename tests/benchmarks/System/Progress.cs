using System.Diagnostics;
using System.Globalization;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Says on the console how far a run is.</summary>
internal static class Progress
{
    private static readonly long Began = Stopwatch.GetTimestamp();

    public static void Say(FormattableString what) => Say(what.ToString(CultureInfo.InvariantCulture));

    public static void Say(string what) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(Began).TotalSeconds,6:F1} s  {what}"));
}
