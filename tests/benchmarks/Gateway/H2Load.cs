using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GrpcTranscoding.Benchmarks.Gateway;

/// <summary>
/// nghttp2's load generator, in C: the same for HTTP/1.1 and gRPC, and so light that the two cores belong to what is measured.
/// </summary>
internal static partial class H2Load
{
    /// <summary>Keeps every connection busy with one request at a time.</summary>
    /// <returns>Requests per second.</returns>
    /// <exception cref="InvalidOperationException">A request failed, or h2load is not installed.</exception>
    public static async Task<double> RunAsync(Target target, int connections, TimeSpan warmUp, TimeSpan duration)
    {
        List<string> arguments =
        [
            "--clients=" + connections.ToString(CultureInfo.InvariantCulture), "--max-concurrent-streams=1", "--threads=1",
            "--warm-up-time=" + warmUp.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            "--duration=" + duration.TotalSeconds.ToString(CultureInfo.InvariantCulture), .. target.Arguments, target.Uri,
        ];
        var output = await OutputAsync(arguments);
        var statuses = Statuses().Match(output);
        var rate = Rate().Match(output);
        if (!rate.Success || !statuses.Success || statuses.Groups["ok"].Value == "0"
            || statuses.Groups["others"].Value != "0 3xx, 0 4xx, 0 5xx")
        {
            throw new InvalidOperationException("Not every request was answered with success:\n" + output);
        }

        return double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<string> OutputAsync(List<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return output;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("h2load is missing: apt-get install nghttp2-client", e);
        }
    }

    [GeneratedRegex(@"^finished in \S+, (?<rate>[\d.]+) req/s", RegexOptions.Multiline)]
    private static partial Regex Rate();

    [GeneratedRegex(@"^status codes: (?<ok>\d+) 2xx, (?<others>\d+ 3xx, \d+ 4xx, \d+ 5xx)", RegexOptions.Multiline)]
    private static partial Regex Statuses();
}

/// <summary>What is asked, and of whom.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Uri">The address.</param>
/// <param name="Arguments">What h2load needs besides: the protocol, headers, the body's file.</param>
internal sealed record Target(string Name, string Uri, IReadOnlyList<string> Arguments);
