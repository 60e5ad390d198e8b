using System.Globalization;
using System.Text;

namespace GrpcTranscoding.Benchmarks.Growth;

/// <summary>A run as a page of Markdown.</summary>
internal static class GrowthPage
{
    public static string Of(GrowthResults results)
    {
        StringBuilder text = new();
        Write($"""
            # What a request costs as people become many

            <!-- Measured. Do not edit this page; write it anew, which takes about a quarter of an hour and some gigabytes, with
                 nothing built meanwhile: dotnet run -c Release --project tests/benchmarks -- growth -->

            Measured on {DateTime.UtcNow:yyyy-MM-dd} on a machine with {Environment.ProcessorCount} cores, with the client on the same
            cores. The system is the one of [cost.md](cost.md), without its floor. It runs from the first row to the last; in
            between, its databases are filled with copies of a person who was made through the API. The requests are those of
            {GrowthBenchmark.Users} other people at once, each with a connection. Rounds: {results.Rounds}. Interval:
            {results.Interval.TotalSeconds} s. The figures are medians of the rounds: milliseconds of a core for one request, over
            all parts. The last column is the cost with the most people over that with the fewest; wanted is at most
            {GrowthResults.MostGrowth}.

            | request | {string.Join(" | ", results.People.Select(people => people.ToString("N0", CultureInfo.InvariantCulture) + " people"))} | grown | |
            | --- | {string.Join(" | ", results.People.Select(_ => "---:"))} | ---: | :-: |
            """);
        foreach (var request in results.Requests)
        {
            var costs = results.People.Select(people =>
                string.Create(CultureInfo.InvariantCulture, $"{results.Cost(request, people):F2} ms, {results.Rate(request, people):N0}/s"));
            var growth = results.Growth(request);
            Write($"| {request} | {string.Join(" | ", costs)} | {growth:F2} | {(growth <= GrowthResults.MostGrowth ? '✓' : '✗')} |");
        }

        Write($"""

            What lies there at the end, with all indexes:

            | table | rows of copies | MB |
            | --- | ---: | ---: |
            """);
        foreach (var (table, rows, megabytes) in results.Tables)
        {
            Write($"| {table} | {rows:N0} | {megabytes:N0} |");
        }

        return text.ToString();

        void Write(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
