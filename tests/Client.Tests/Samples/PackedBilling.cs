using System.Diagnostics;
using System.Globalization;
using FocusSuite.Client.Tests.Support;
using FocusSuite.TestSystem;
using Npgsql;

namespace FocusSuite.Client.Tests.Samples;

/// <summary>
/// A system with a short program in its catalog, and beside it samples/Billing, built as a stranger would: against a feed that holds the
/// packages of this build, in folders that are gone afterwards. What else it needs is where the suite's own restore has put it.
/// </summary>
public sealed class PackedBilling : IAsyncLifetime
{
    /// <summary>One day with one task, a minute of focus and one reflection, for Pro only.</summary>
    public const long ShortProgram = 901;

    public const double TimeScale = 600;

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly string _folder = Directory.CreateTempSubdirectory("billing-").FullName;
    private readonly List<string> _lines = [];
    private FocusSystem? _system;
    private Process? _worker;

    public FocusSystem System => _system ?? throw new InvalidOperationException("The system is not started.");

    /// <summary>What the worker has written.</summary>
    public string Log
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>The packages' files.</summary>
    public IReadOnlyList<string> Packages => Directory.GetFiles(Feed, "FocusSuite.*.nupkg");

    private string Feed => Path.Combine(_folder, "feed");

    private string Data => Path.Combine(_folder, "data");

    public async ValueTask InitializeAsync()
    {
        var system = StartSystemAsync();
        await DotNet.RunAsync(
            "pack", "FocusSuite.Packages.slnf", "--no-build", "-c", "Release", "-v:q",
            $"-p:PackageOutputPath={Feed}", $"-p:ArtifactsPath={DotNet.Artifacts}");
        await DotNet.RunAsync(
            "build", Path.Combine("samples", "Billing", "Billing.csproj"), "-c", "Release", "-v:q", "-nodeReuse:false",
            $"-p:ArtifactsPath={Path.Combine(_folder, "built")}", $"-p:FocusSuiteVersion={VersionOf("FocusSuite.Client")}",
            $"-p:RestoreAdditionalProjectSources={Feed}", $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}",
            $"-p:RestoreFallbackFolders={DotNet.Packages}");
        await system;
        StartWorker();
    }

    /// <summary>Tells the worker of a payment. The file is there whole or not at all.</summary>
    public void Pay(string name, string json)
    {
        var inbox = Directory.CreateDirectory(Path.Combine(Data, "inbox")).FullName;
        var draft = Path.Combine(_folder, name);
        File.WriteAllText(draft, json);
        File.Move(draft, Path.Combine(inbox, name));
    }

    /// <summary>The files in a folder of the worker's.</summary>
    public IReadOnlyList<string> FilesIn(string folder) =>
        Directory.Exists(Path.Combine(Data, folder)) ? [.. Directory.GetFiles(Path.Combine(Data, folder), "*.json")] : [];

    /// <summary>Tells the worker to stop, as an orchestrator does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopWorkerAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", _worker!.Id.ToString(CultureInfo.InvariantCulture)]);
        using var bound = new CancellationTokenSource(StopLimit);
        await _worker.WaitForExitAsync(bound.Token);
        return _worker.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            _worker.Kill(entireProcessTree: true);
            await _worker.WaitForExitAsync();
            _worker.Dispose();
        }

        await (_system?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    private string VersionOf(string package)
    {
        var file = Packages.Single(file => Path.GetFileName(file).StartsWith(package, StringComparison.Ordinal));
        return Path.GetFileNameWithoutExtension(file)[(package.Length + 1)..];
    }

    private async Task StartSystemAsync()
    {
        var fastPasswords = new Dictionary<string, string> { ["Identity__PasswordIterations"] = "1000" };
        _system = await FocusSystem.StartAsync(new FocusSystemOptions
        {
            TimeScale = TimeScale,
            Environment = new Dictionary<string, IReadOnlyDictionary<string, string>> { [PartNames.Identity] = fastPasswords },
        });
        await using var connection = new NpgsqlConnection(System.DatabaseOf(PartNames.Catalog));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $$"""
            INSERT INTO programs (id, key, sort_order, published_version) VALUES ({{ShortProgram}}, 'short', {{ShortProgram}}, 1);
            INSERT INTO program_versions (program_id, number, published_at, content)
            VALUES ({{ShortProgram}}, 1, now(), '{
                "name": "Short", "program_type": "custom", "description": "For tests.", "duration_days": 1, "objectives": [], "is_pro_only": true,
                "icon": "i", "color": "#000000", "cover_image_url": null,
                "days": [{
                    "day_number": 1, "title": "Day 1", "description": "For tests.", "focus_duration": 1,
                    "tasks": ["Do it"], "tips": [], "reflection_prompts": []
                }]
            }');
            """,
            connection);
        await command.ExecuteNonQueryAsync();
    }

    private void StartWorker()
    {
        var program = Path.Combine(_folder, "built", "bin", "Billing", "release", "Billing.dll");
        var settings = new Dictionary<string, string>
        {
            ["Focus__Client__Services__identity"] = System.UrlOf(PartNames.Identity).ToString(),
            ["Focus__Client__ServiceKey"] = System.ServiceKey,
            ["Focus__Events__Broker"] = System.RabbitMqUri,
            ["Billing__Folder"] = Data,
            ["Billing__Interval"] = "00:00:00.1",
        };
        _worker = DotNet.Start(Path.GetDirectoryName(program)!, settings, program);
        _worker.OutputDataReceived += (_, line) => Keep(line.Data);
        _worker.ErrorDataReceived += (_, line) => Keep(line.Data);
        _worker.BeginOutputReadLine();
        _worker.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        lock (_lines)
        {
            _lines.Add(line ?? string.Empty);
        }
    }
}
