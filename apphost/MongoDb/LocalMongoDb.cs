using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.MongoDb;

/// <summary>A private MongoDB server on 127.0.0.1, where the machine has one; Debian does not package it.</summary>
internal sealed class LocalMongoDb : SystemPart
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);

    private readonly string _program;
    private readonly string _data;
    private readonly int _port;

    private LocalMongoDb(string program, string folder, int port, string logFile)
        : base(PartNames.MongoDb, logFile, new PidFolder(Path.Combine(folder, "pids")), StartTimeout)
    {
        _program = program;
        _port = port;
        _data = Path.Combine(folder, "data");
        OwnedFolder.Create(_data, user: null);
    }

    /// <summary>The server's address; the services add their database to it.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"mongodb://127.0.0.1:{_port}");

    /// <summary>The server's program; null when this machine has none.</summary>
    public static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "mongod"))
            .FirstOrDefault(File.Exists);

    public static async Task<LocalMongoDb> CreateAsync(string program, string folder, int port, string logFile, CancellationToken ct)
    {
        await new PidFolder(Path.Combine(folder, "pids")).EndLeftoversAsync(ct).ConfigureAwait(false);
        return new LocalMongoDb(program, folder, port, logFile);
    }

    private protected override ProcessSpec Describe() => new()
    {
        Name = Name,
        FileName = _program,
        Arguments = ["--dbpath", _data, "--bind_ip", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture), "--nounixsocket"],
        StopTimeout = TimeSpan.FromSeconds(30),
    };

    private protected override async Task<string?> ProblemAsync(CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, ct).ConfigureAwait(false);
            return null;
        }
        catch (SocketException error)
        {
            return error.Message;
        }
    }
}
