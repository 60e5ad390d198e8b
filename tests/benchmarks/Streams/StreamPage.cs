using System.Globalization;
using System.Text;
using GrpcTranscoding.Benchmarks.Suite;

namespace GrpcTranscoding.Benchmarks.Streams;

/// <summary>A run as a page of Markdown.</summary>
internal static class StreamPage
{
    private static readonly string[] Parts = ["gateway", "sessions", "postgres", "rabbitmq", "client"];

    public static string Of(StreamResults results)
    {
        StringBuilder text = new();
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"""
            # What open live timers cost

            <!-- Measured. Do not edit this page; write it anew, which takes some minutes, with nothing built meanwhile:
                 dotnet run -c Release --project tests/benchmarks -- streams -->

            Measured on {DateTime.UtcNow:yyyy-MM-dd} on a machine with {Environment.ProcessorCount} cores, with the clients on the same
            cores. {results.Streams} people each have a session under way and watch it over Server-Sent Events and a connection of
            their own, through one gateway and one sessions service, as `./focus up --no-dashboard` runs them but with `TieredPGO`.
            They opened their streams within {results.Opening.TotalSeconds:F1} s, {results.Streams / results.Opening.TotalSeconds:F0} a
            second.

            ## Memory

            Megabytes (proportional set size). What a stream holds is the difference, divided.

            | part | before | with {results.Streams} streams | a stream, KB |
            | --- | ---: | ---: | ---: |
            """));
        foreach (var part in Parts.Where(results.MemoryWith.ContainsKey))
        {
            var (before, with) = (results.MemoryBefore.GetValueOrDefault(part), results.MemoryWith[part]);
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture, $"| {part} | {before:F0} | {with:F0} | {(with - before) * 1000 / results.Streams:F1} |"));
        }

        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"""

            ## What they cost while nobody asks

            Over {results.Length.TotalSeconds:F0} s each. *Statements* are all that the sessions' database ran: what it runs without a
            stream, too, and the reads for all streams every 15 s, in case a change was not told. *Rows written* would be a
            tick's write, if it had one. Cores are processor time a second.

            | the streams | messages/s | statements/s | rows written/s | {string.Join(" | ", Parts)} |
            | --- | ---: | ---: | ---: | {string.Join(" | ", Parts.Select(_ => "---:"))} |
            """));
        foreach (var one in results.Intervals)
        {
            var cores = string.Join(
                " | ", Parts.Select(part => one.Cores.GetValueOrDefault(part).ToString("F3", CultureInfo.InvariantCulture)));
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {one.What} | {one.Messages:F0} | {one.Statements:F1} | {one.Written:F1} | {cores} |"));
        }

        text.AppendLine("""

            ## From a change to who watches

            Pauses and resumes, one at a time, each by a person whose stream is open. Milliseconds from the request. The change
            does not wait for the answer, nor the answer for the change.

            | meanwhile | changes | answer p50 | answer p99 | change seen p50 | change seen p99 |
            | --- | ---: | ---: | ---: | ---: | ---: |
            """);
        foreach (var one in results.Reaches)
        {
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {one.What} | {one.Arrivals.Count} | {At(one.Answers, 0.5)} | {At(one.Answers, 0.99)} | {At(one.Arrivals, 0.5)} | {At(one.Arrivals, 0.99)} |"));
        }

        return text.ToString();
    }

    private static string At(IEnumerable<double> values, double share) =>
        Figures.Percentile([.. values], share).ToString("F1", CultureInfo.InvariantCulture);
}
