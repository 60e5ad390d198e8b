using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>The real system, as the AppHost runs it, from a folder of our own.</summary>
internal sealed class RunningSuite : IAsyncDisposable
{
    private const int KeptLines = 40;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly string _folder;
    private readonly Process _process;
    private readonly ProcessLife? _life;
    private readonly ConcurrentQueue<string> _lines = new();
    private JsonNode? _run;
    private JsonNode? _ports;

    private RunningSuite(string folder, bool metrics, bool fastPasswords)
    {
        _folder = folder;
        List<string> arguments = [BuildFolder.Find("FocusSuite.AppHost", ".dll"), "--no-dashboard", "--port", "0", "--folder", folder];
        if (metrics)
        {
            arguments.Add("--metrics");
        }

        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

        // As an installation runs: `./focus up` leaves it out for a faster start.
        start.Environment["DOTNET_TieredPGO"] = "1";

        // Our users sign in from one address, and oftener than humans do: these bounds are for guests, not for a measurement.
        foreach (var bound in new[] { "SignInsPerAccount", "SignInsPerAddress", "SignupsPerAddress" })
        {
            start.Environment["Identity__" + bound] = "0";
        }

        if (fastPasswords)
        {
            start.Environment["Identity__PasswordIterations"] = "1000";
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        _life = ProcessLife.Of(_process.Id);
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The gateway's address for JSON.</summary>
    public Uri Gateway => new((string)_run!["gatewayUrl"]!);

    /// <summary>The gateway's address for gRPC.</summary>
    public Uri GatewayGrpc => Local("gateway/grpc");

    /// <summary>The process of each part.</summary>
    public IReadOnlyDictionary<string, int> Parts => _run!["parts"]!.AsObject().ToDictionary(part => part.Key, part => (int)part.Value!);

    /// <summary>Starts it; returns when all of it is ready.</summary>
    /// <param name="folder">Where its data lie.</param>
    /// <param name="metrics">Whether its parts show metrics.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="fastPasswords">Whether hashes of passwords are cheap: for a run with many accounts that measures no sign-in.</param>
    public static async Task<RunningSuite> StartAsync(
        string folder, bool metrics, CancellationToken cancellation, bool fastPasswords = false)
    {
        RunningSuite suite = new(folder, metrics, fastPasswords);
        try
        {
            await suite.WaitAsync(cancellation);
            return suite;
        }
        catch
        {
            await suite.DisposeAsync();
            throw;
        }
    }

    /// <summary>The page with a part's metrics.</summary>
    public Uri MetricsOf(string part) => new(Local(part + "/metrics"), "/metrics");

    /// <summary>The superuser's connection string to a database.</summary>
    public string Postgres(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = (int)_ports!["postgres/tcp"]!,
        Username = "postgres",
        Password = File.ReadAllText(Path.Combine(PostgresFolder(), "password")),
        Database = database,
    }.ConnectionString;

    /// <summary>What the runtime of a part is told: the floor's processes are told the same.</summary>
    public IReadOnlyDictionary<string, string> RuntimeSettings(string part) =>
        File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Parts[part]}/environ")).Split('\0')
            .Where(line => line.StartsWith("DOTNET_", StringComparison.Ordinal)).Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <exception cref="InvalidOperationException">A part has ended by itself; the message says which.</exception>
    public void CheckRunning()
    {
        var ended = Parts.Where(part => ProcessLife.Of(part.Value) is null).Select(part => part.Key).ToList();
        if (ended.Count > 0 || _process.HasExited)
        {
            throw new InvalidOperationException(
                $"The system has ended in the middle of the run: {string.Join(", ", ended)}. Was it built meanwhile?\n"
                + string.Join('\n', _lines));
        }
    }

    /// <summary>Stops it: asks first, and kills what has not ended in time.</summary>
    public async ValueTask DisposeAsync()
    {
        var all = ProcessLife.Tree(_process.Id);
        if (_run is not null)
        {
            all = [.. all, .. Parts.Values.SelectMany(ProcessLife.Tree)];
        }

        _life?.Signal("TERM");
        var clock = Stopwatch.StartNew();
        await EndAsync(all, clock);

        // Stopped before it was ready, it has not told its parts. The servers name the folder, which is ours alone.
        await EndAsync(ProcessLife.Naming(_folder), clock);
        _process.Dispose();
    }

    private static async Task EndAsync(IEnumerable<ProcessLife> processes, Stopwatch clock)
    {
        foreach (var one in processes)
        {
            var left = StopTimeout - clock.Elapsed;
            if (!await one.EndsWithinAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero))
            {
                one.Signal("KILL");
            }
        }
    }

    // As root, servers keep their data elsewhere when the folder is private; ours is not.
    private string PostgresFolder() => Path.Combine(_folder, "postgres");

    private Uri Local(string port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{(int)_ports![port]!}"));

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            _lines.Enqueue(text);
            while (_lines.Count > KeptLines)
            {
                _lines.TryDequeue(out _);
            }
        }
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        // Written when every part is ready.
        var run = Path.Combine(_folder, "run.json");
        var clock = Stopwatch.StartNew();
        while (!File.Exists(run))
        {
            if (_process.HasExited || clock.Elapsed > StartTimeout)
            {
                throw new InvalidOperationException("The system did not start:\n" + string.Join('\n', _lines));
            }

            await Task.Delay(Pause, cancellation);
        }

        _run = JsonNode.Parse(await File.ReadAllTextAsync(run, cancellation));
        _ports = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "ports.json"), cancellation));
    }
}
