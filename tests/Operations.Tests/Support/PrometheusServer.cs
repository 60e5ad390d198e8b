using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using FocusSuite.AppHost.Suite;
using FocusSuite.TestSystem;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>A real Prometheus that collects from a system by the configuration that ./focus up --metrics writes, only more often.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("prometheus-").FullName;
    private readonly HttpClient _http;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private PrometheusServer(string program, IEnumerable<MetricsTarget> targets)
    {
        // As in the repository: the rules lie below its root.
        var root = Directory.CreateDirectory(Path.Combine(_folder, "root")).FullName;
        var rules = Directory.CreateDirectory(Path.Combine(root, "docs", "operations", "prometheus")).FullName;
        foreach (var file in new[] { Documents.Rules, Documents.Alerts })
        {
            File.Copy(file, Path.Combine(rules, Path.GetFileName(file)));
        }

        var configuration = Path.Combine(_folder, "prometheus.yml");
        File.WriteAllText(
            configuration,
            PrometheusFile.Text(targets.Select(target => (target.Service, target.Part, target.Listener.Authority)), root)
                .Replace("_interval: 5s", "_interval: 1s", StringComparison.Ordinal));
        var address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{SuiteFolder.TakeFreePort()}");
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}/"), Timeout = TimeSpan.FromSeconds(30) };
        _process = Process.Start(new ProcessStartInfo(
            program,
            [$"--config.file={configuration}", $"--storage.tsdb.path={Path.Combine(_folder, "data")}", $"--web.listen-address={address}", "--log.level=warn"])
        {
            RedirectStandardError = true,
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts it; returns when it collects.</summary>
    public static async Task<PrometheusServer> StartAsync(IEnumerable<MetricsTarget> targets)
    {
        var server = new PrometheusServer(PrometheusTools.Require("prometheus"), targets);
        try
        {
            await server.UntilAsync(async () => (await server._http.GetAsync("-/ready")).IsSuccessStatusCode, isSo => isSo);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The series of a query's answer.</summary>
    public async Task<IReadOnlyList<JsonObject>> QueryAsync(string query)
    {
        var answer = await GetAsync($"api/v1/query?query={Uri.EscapeDataString(query)}");
        return [.. answer["result"]!.AsArray().Select(series => series!.AsObject())];
    }

    /// <summary>The series of a query's answer, as soon as it is so.</summary>
    public Task<IReadOnlyList<JsonObject>> QueryUntilAsync(string query, Func<IReadOnlyList<JsonObject>, bool> isSo) =>
        UntilAsync(() => QueryAsync(query), isSo);

    /// <summary>The data of an answer of the API.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string)answer["status"]!).ShouldBe("success", $"{path}: {answer}");
        return answer["data"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var bound = new CancellationTokenSource(Bound);
        for (object? last = null; ;)
        {
            if (_process.HasExited)
            {
                throw new ShouldAssertException($"Prometheus ended: {await _errors}");
            }

            try
            {
                var answer = await ask();
                if (isSo(answer))
                {
                    return answer;
                }

                last = answer is IEnumerable<JsonObject> series ? string.Join('\n', series.Select(one => one.ToJsonString())) : answer;
            }
            catch (HttpRequestException e)
            {
                last = e.Message;
            }

            bound.IsCancellationRequested.ShouldBeFalse($"the last answer was {last}");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
