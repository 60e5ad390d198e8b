using System.Globalization;
using System.Text.RegularExpressions;
using GrpcTranscoding.Benchmarks.Gateway;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>The floor's processes, in front of the running system's database.</summary>
internal sealed partial class Floor : IAsyncDisposable
{
    private readonly Dictionary<string, ServerProcess> _processes;

    private Floor(Dictionary<string, ServerProcess> processes, int port) => (_processes, Port) = (processes, port);

    /// <summary>The port of its gateway.</summary>
    public int Port { get; }

    public IReadOnlyDictionary<string, int> Parts => _processes.ToDictionary(process => process.Key, process => process.Value.Id);

    /// <summary>Starts it, with the answers of the real system.</summary>
    /// <param name="suite">The real system.</param>
    /// <param name="user">Who reads.</param>
    /// <param name="folder">Where the answers are kept.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Floor> StartAsync(RunningSuite suite, BenchmarkUser user, string folder, CancellationToken cancellation)
    {
        FloorAnswers answers = new(folder);
        await answers.CaptureAsync(suite.GatewayGrpc, user, cancellation);
        await FloorDatabase.MakeScratchAsync(suite.Postgres("postgres"), cancellation);
        Dictionary<string, ServerProcess> processes = [];
        try
        {
            var peer = await AddServiceAsync("peer", "progress", "FocusSuite.Progress", 0);
            var service = await AddServiceAsync("service", "enrollment", "FocusSuite.Enrollment", peer);
            var port = ServerProcess.FreePort();
            processes["gateway"] = await StartAsync(suite, "gateway", "FocusSuite.Gateway", FloorRoles.Gateway, port, service, []);
            return new Floor(processes, port);
        }
        catch
        {
            await DisposeAsync(processes);
            throw;
        }

        async Task<int> AddServiceAsync(string name, string part, string project, int next)
        {
            var port = ServerProcess.FreePort();
            processes[name] = await StartAsync(suite, part, project, FloorRoles.Service, port, next, new()
            {
                [FloorRoles.PostgresVariable] = suite.Postgres("postgres"),
                [FloorRoles.AnswersVariable] = folder,
                [FloorRoles.UserVariable] = user.Id.ToString(CultureInfo.InvariantCulture),
            });
            return port;
        }
    }

    /// <summary>A comparison of speed is one only where both say the same: byte for byte, but for what the time changes.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public async Task CheckAsync(RunningSuite suite, BenchmarkUser user, IEnumerable<Read> reads, CancellationToken cancellation)
    {
        using HttpClient http = new() { DefaultRequestHeaders = { { "Authorization", "Bearer " + user.Access } } };
        foreach (var read in reads)
        {
            var expected = await http.GetStringAsync(new Uri(suite.Gateway, read.Path), cancellation);
            var actual = await http.GetStringAsync(
                new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}{read.Path}")), cancellation);
            if (Volatile().Replace(expected, "") != Volatile().Replace(actual, ""))
            {
                throw new InvalidOperationException($"The answers of {read.Name} differ.\n{expected}\n{actual}");
            }
        }
    }

    public ValueTask DisposeAsync() => DisposeAsync(_processes);

    private static async ValueTask DisposeAsync(Dictionary<string, ServerProcess> processes)
    {
        foreach (var process in processes.Values)
        {
            await process.DisposeAsync();
        }
    }

    /// <summary>Starts a role with the runtime's settings of a part of the real system: its file, and its environment.</summary>
    private static Task<ServerProcess> StartAsync(
        RunningSuite suite, string part, string project, string role, int port, int other, Dictionary<string, string> environment)
    {
        foreach (var (key, value) in suite.RuntimeSettings(part))
        {
            environment[key] = value;
        }

        return ServerProcess.StartAsync(role, port, other, BuildFolder.Find(project, ".runtimeconfig.json"), environment);
    }

    [GeneratedRegex("\"(elapsed_seconds|remaining_seconds)\":\\d+")]
    private static partial Regex Volatile();
}
