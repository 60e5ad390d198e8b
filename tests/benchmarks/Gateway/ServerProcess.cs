using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GrpcTranscoding.Benchmarks.Gateway;

/// <summary>One role in a process of its own, ended with this object.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Starts a role and waits until its first port answers.</summary>
    /// <param name="role">The role.</param>
    /// <param name="port">Its port.</param>
    /// <param name="other">Its other port.</param>
    /// <param name="runtimeConfig">A runtimeconfig.json in place of this program's own.</param>
    /// <param name="environment">What is added to the environment.</param>
    public static async Task<ServerProcess> StartAsync(
        string role, int port, int other, string? runtimeConfig = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = typeof(ServerProcess).Assembly.Location;
        string[] arguments =
        [
            .. runtimeConfig is null
                ? Array.Empty<string>()
                : ["exec", "--runtimeconfig", runtimeConfig, "--depsfile", Path.ChangeExtension(program, ".deps.json")],
            program, "serve", role, Text(port), Text(other),
        ];
        ProcessStartInfo start = new("dotnet", arguments);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var server = new ServerProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start."));
        try
        {
            using CancellationTokenSource timeout = new(StartTimeout);
            while (!await AnswersAsync(port, timeout.Token))
            {
                await Task.Delay(50, timeout.Token);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A port of the loopback address that was free a moment ago.</summary>
    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
