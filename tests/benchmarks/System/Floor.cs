using System.Globalization;
using System.Text.RegularExpressions;
using GrpcTranscoding.Benchmarks.Gateway;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>The floor's two processes, in front of the running system's database.</summary>
internal sealed partial class Floor : IAsyncDisposable
{
    private readonly ServerProcess _service;
    private readonly ServerProcess _gateway;

    private Floor(ServerProcess service, ServerProcess gateway, int port) => (_service, _gateway, Port) = (service, gateway, port);

    /// <summary>The port of its gateway.</summary>
    public int Port { get; }

    public IReadOnlyDictionary<string, int> Parts => new Dictionary<string, int> { ["gateway"] = _gateway.Id, ["service"] = _service.Id };

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
        int service = ServerProcess.FreePort(), port = ServerProcess.FreePort();
        var serving = await StartAsync(suite, "enrollment", "FocusSuite.Enrollment", FloorRoles.Service, service, 0, new()
        {
            [FloorRoles.PostgresVariable] = suite.Postgres("postgres"),
            [FloorRoles.AnswersVariable] = folder,
            [FloorRoles.UserVariable] = user.Id.ToString(CultureInfo.InvariantCulture),
        });
        try
        {
            var gateway = await StartAsync(suite, "gateway", "FocusSuite.Gateway", FloorRoles.Gateway, port, service, []);
            return new Floor(serving, gateway, port);
        }
        catch
        {
            await serving.DisposeAsync();
            throw;
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

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
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
