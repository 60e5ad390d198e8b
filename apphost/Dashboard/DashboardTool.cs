using System.Globalization;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Dashboard;

/// <summary>
/// The Aspire dashboard as a program on this machine, without containers: the npm package of Aspire's command line carries it, and unpacks it into its
/// home folder when it is first run. Both are kept in one folder, so that later starts need neither npm nor the network.
/// </summary>
/// <param name="folder">Where it is kept.</param>
/// <param name="npm">The program that fetches it.</param>
internal sealed class DashboardTool(string folder, string npm = "npm")
{
    /// <summary>The version of the package.</summary>
    public const string Version = "13.5.4";

    private const string Package = "@microsoft/aspire-cli-linux-x64";
    private const string Program = "aspire-managed";
    private static readonly TimeSpan InstallTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan UnpackTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private string VersionFolder => Path.Combine(folder, "aspire-" + Version);

    /// <summary>Its home: settings and keys that it keeps, and itself.</summary>
    public string Home => Path.Combine(VersionFolder, "home");

    private string DoneFile => Path.Combine(VersionFolder, "unpacked");

    /// <summary>The program, if it is there already.</summary>
    public string? Find() => File.Exists(DoneFile) ? Unpacked() : null;

    /// <summary>Gets the program.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="SetupException">It cannot be had; the message says why in a few words.</exception>
    public async Task<string> InstallAsync(CancellationToken ct)
    {
        if (Find() is { } there)
            return there;
        Directory.CreateDirectory(Home);
        await NpmAsync(ct).ConfigureAwait(false);
        var program = await UnpackAsync(ct).ConfigureAwait(false);
        await File.WriteAllTextAsync(DoneFile, "", ct).ConfigureAwait(false);
        // It has unpacked all that is needed.
        Directory.Delete(Path.Combine(VersionFolder, "node_modules"), recursive: true);
        return program;
    }

    /// <summary>The variables of every process of it.</summary>
    public Dictionary<string, string?> Environment() => new()
    {
        ["HOME"] = Home,
        ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
    };

    private string? Unpacked()
    {
        var versions = Path.Combine(Home, ".aspire", "versions");
        return Directory.Exists(versions) ? Directory.EnumerateFiles(versions, Program, SearchOption.AllDirectories).FirstOrDefault() : null;
    }

    private async Task NpmAsync(CancellationToken ct)
    {
        // Looked for before: what starts processes is there itself, and would only say that it failed.
        if (!IsThere(npm))
            throw new SetupException("there is no npm on the PATH (Debian: apt-get install npm)");
        var spec = new ProcessSpec
        {
            Name = "dashboard-install",
            FileName = npm,
            Arguments = ["install", "--prefix", VersionFolder, "--no-save", "--no-audit", "--no-fund", "--loglevel=error", $"{Package}@{Version}"],
            WorkingDirectory = VersionFolder,
        };
        try
        {
            await OneShot.RunAsync(spec, VersionFolder, InstallTimeout, ct).ConfigureAwait(false);
        }
        catch (PartFailedException failure)
        {
            throw new SetupException($"npm could not install {Package} {Version} ({failure.LogFile})");
        }
    }

    private static bool IsThere(string program) =>
        (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs it once, until it answers.</summary>
    private async Task<string> UnpackAsync(CancellationToken ct)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Take()}");
        var spec = new ProcessSpec
        {
            Name = "dashboard-unpack",
            FileName = Path.Combine(VersionFolder, "node_modules", Package, "bin", "aspire"),
            Arguments =
            [
                "dashboard", "run", "--allow-anonymous", "--non-interactive", "--nologo", "--frontend-url", address,
                "--otlp-grpc-url", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Take()}"),
                "--otlp-http-url", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePorts.Take()}"),
            ],
            WorkingDirectory = VersionFolder,
            Environment = Environment(),
        };
        using var log = new LogFile(Path.Combine(VersionFolder, spec.Name + ".log"));
        using var process = ManagedProcess.Start(spec, log, new PidFolder(Path.Combine(VersionFolder, "pids")));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(UnpackTimeout);
        try
        {
            while (!process.Exited.IsCompleted && !await HttpAnswers.AtAsync(new Uri(address), timeout.Token).ConfigureAwait(false))
                await Task.Delay(PollInterval, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new SetupException($"it did not unpack itself within {UnpackTimeout.TotalSeconds:0} s ({log.Path})");
        }
        finally
        {
            await process.StopAsync().ConfigureAwait(false);
        }

        return Unpacked() ?? throw new SetupException($"it did not unpack itself ({log.Path})");
    }
}
