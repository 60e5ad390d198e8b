using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FocusSuite.AppHost.Servers;

namespace FocusSuite.AppHost.Suite;

/// <summary>
/// What an installation keeps from run to run: its secrets, its ports, its time, the servers' data. The folder <c>.focus</c> of the
/// repository, or a test's own.
/// </summary>
internal sealed class SuiteFolder : IDisposable
{
    private const string Elsewhere = "/var/lib/focus-suite";
    private const UnixFileMode Passable = (UnixFileMode)0b111_001_001;

    // Of this process: several systems of a test may start at once.
    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    private readonly FileStream _lock;
    private readonly Dictionary<string, int> _ports;

    private SuiteFolder(string path, FileStream held)
    {
        (Path, _lock) = (path, held);
        _ports = LoadPorts();
        File.Delete(RunFile);
        ServiceKey = ServerAccount.Secret(In("service-key"), () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
    }

    /// <summary>The folder itself.</summary>
    public string Path { get; }

    /// <summary>The key by which the services know each other, base64.</summary>
    public string ServiceKey { get; }

    private string PortsFile => In("ports.json");

    private string RunFile => In("run.json");

    private string ClockFile => In("clock.json");

    /// <summary>Opens the folder, made where there is none; held until it is disposed of or the process ends, however it ends.</summary>
    /// <exception cref="SetupException">Another system runs from it.</exception>
    public static SuiteFolder Open(string path)
    {
        Directory.CreateDirectory(path, Passable);
        try
        {
            return new SuiteFolder(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            throw new SetupException("A system already runs from here. See it with ./focus status, stop it with ./focus down.");
        }
    }

    /// <summary>The repository that holds a folder: where FocusSuite.sln lies.</summary>
    public static string RootOf(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(current.FullName, "FocusSuite.sln")))
            {
                return current.FullName;
            }
        }

        throw new SetupException($"No FocusSuite.sln lies above {folder}: run it from the repository, or say --folder.");
    }

    /// <summary>Tells other programs of the system that runs from here (<c>run.json</c>), until it ends.</summary>
    public void Tell(object run)
    {
        // Readers see all of it or nothing.
        File.WriteAllText(RunFile + ".new", JsonSerializer.Serialize(run, JsonSerializerOptions.Web));
        File.Move(RunFile + ".new", RunFile, overwrite: true);
    }

    public void Dispose()
    {
        File.Delete(RunFile);
        _lock.Dispose();
    }

    /// <summary>A file of the folder.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>
    /// Where a server keeps its data. As root, servers run under accounts of their own, which cannot pass through a private folder such as
    /// /root.
    /// </summary>
    public string DataOf(string server)
    {
        var folder = !Environment.IsPrivilegedProcess || IsPassable(Path)
            ? Path
            : System.IO.Path.Combine(Elsewhere, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(System.IO.Path.GetFullPath(Path))))[..12]);
        Directory.CreateDirectory(folder, Passable);
        var data = System.IO.Path.Combine(folder, server);
        Directory.CreateDirectory(data, Passable);
        return data;
    }

    /// <summary>Lets the suite's time begin anew with the next system.</summary>
    public void DropClock() => File.Delete(ClockFile);

    /// <summary>Drops what servers keep; their passwords stay.</summary>
    public void DropData(params IEnumerable<string> servers)
    {
        foreach (var entry in servers.SelectMany(server => new DirectoryInfo(DataOf(server)).EnumerateFileSystemInfos()))
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else if (entry.Name != ServerAccount.PasswordFile)
            {
                entry.Delete();
            }
        }
    }

    /// <summary>A key for one purpose, say a database role's password: derived, so that there is one secret to keep.</summary>
    public string KeyFor(string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ServiceKey), Encoding.UTF8.GetBytes(purpose)));

    /// <summary>A free port, the same as in earlier runs while it is free, so that bookmarks and tools stay right.</summary>
    public int PortFor(string key)
    {
        if (!_ports.TryGetValue(key, out var port) || !IsFree(port) || !Taken.TryAdd(port, true))
        {
            _ports[key] = port = TakeFreePort();
            File.WriteAllText(PortsFile, JsonSerializer.Serialize(_ports));
        }

        return port;
    }

    /// <summary>
    /// A free port that this process has not given yet, below the range from which the kernel gives ports to clients: one of those could be
    /// taken before it is used.
    /// </summary>
    public static int TakeFreePort()
    {
        int port;
        do
        {
            port = RandomNumberGenerator.GetInt32(20_000, 32_000);
        }
        while (!IsFree(port) || !Taken.TryAdd(port, true));
        return port;
    }

    /// <summary>Whether nobody listens at a port of this machine.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The suite's time at a scale, going on from where it was.</summary>
    public SuiteClock ClockAt(double scale)
    {
        var now = TimeProvider.System.GetUtcNow();
        var clock = SuiteClock.Load(ClockFile)?.Continue(now, scale) ?? SuiteClock.StartingAt(now, scale);
        clock.Save(ClockFile);
        return clock;
    }

    private static bool IsPassable(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            if (current.Exists && (current.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private Dictionary<string, int> LoadPorts()
    {
        try
        {
            return File.Exists(PortsFile) ? JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(PortsFile)) ?? [] : [];
        }
        catch (JsonException)
        {
            // Half written by a killed run: other ports will do.
            return [];
        }
    }
}
