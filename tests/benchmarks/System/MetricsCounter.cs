using System.Diagnostics;
using System.Globalization;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>What the parts of the suite tell Prometheus.</summary>
internal sealed class MetricsCounter(RunningSuite suite) : IDisposable
{
    private const string Calls = "http_server_request_duration_seconds_count{";
    private const string Method = "http_route=\"/focus.";
    private const string Gateway = "gateway";
    private const string Allocated = "dotnet_gc_heap_total_allocated_bytes_total";

    // The exporter gives the same page again for this long.
    private static readonly TimeSpan PageAge = TimeSpan.FromMilliseconds(350);

    private static readonly string[] Services = ["identity", "catalog", "enrollment", "sessions", "progress", "insights"];

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };
    private long? _last;

    /// <returns>Calls of the services' methods, and bytes allocated by the services and the gateway, since their start.</returns>
    public async Task<(double Calls, double Allocated)> ReadAsync(CancellationToken cancellation)
    {
        if (_last is { } last && PageAge - Stopwatch.GetElapsedTime(last) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, cancellation);
        }

        double calls = 0, allocated = 0;
        foreach (var part in Services.Append(Gateway))
        {
            var page = await _http.GetStringAsync(suite.MetricsOf(part), cancellation);
            foreach (var line in page.Split('\n'))
            {
                if (line.StartsWith(Allocated, StringComparison.Ordinal))
                {
                    allocated += Value(line);
                }
                else if (part != Gateway && line.StartsWith(Calls, StringComparison.Ordinal)
                    && line.Contains(Method, StringComparison.Ordinal))
                {
                    calls += Value(line);
                }
            }
        }

        _last = Stopwatch.GetTimestamp();
        return (calls, allocated);
    }

    public void Dispose() => _http.Dispose();

    private static double Value(string line) =>
        double.Parse(line.AsSpan(line.LastIndexOf('}') + 1).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
