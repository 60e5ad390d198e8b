using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>Asks at a steady rate, whether the answers come or not: what a user waits on a system that is half busy.</summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    /// <returns>The latencies in milliseconds, from when a request was due; NaN for one that was refused for being too many.</returns>
    public static async Task<IReadOnlyCollection<double>> RunAsync(
        Uri uri, string token, double rate, TimeSpan leadIn, TimeSpan duration, CancellationToken cancellation)
    {
        using SocketsHttpHandler handler = new() { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 256 };
        using HttpClient http = new(handler) { Timeout = TimeSpan.FromSeconds(20) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        ConcurrentBag<double> latencies = [];

        // The lead-in opens connections, and lets the compiler see the client's code.
        ConcurrentBag<double> ignored = [];
        List<Task> under = [];
        using PeriodicTimer timer = new(Tick);
        var clock = Stopwatch.StartNew();
        var sent = 0;
        while (clock.Elapsed < leadIn + duration && await timer.WaitForNextTickAsync(cancellation))
        {
            var due = Stopwatch.GetTimestamp();
            for (var wanted = (int)(clock.Elapsed.TotalSeconds * rate); sent < wanted; sent++)
            {
                under.Add(AskAsync(http, uri, due, clock.Elapsed < leadIn ? ignored : latencies, cancellation));
            }
        }

        await Task.WhenAll(under);
        return latencies;
    }

    private static async Task AskAsync(
        HttpClient http, Uri uri, long due, ConcurrentBag<double> latencies, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(uri, cancellation);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // A process that has just started may have let in fewer at once than will come: an answer, too, but none to time.
            latencies.Add(double.NaN);
            return;
        }

        answer.EnsureSuccessStatusCode();
        latencies.Add(Stopwatch.GetElapsedTime(due).TotalMilliseconds);
    }
}
