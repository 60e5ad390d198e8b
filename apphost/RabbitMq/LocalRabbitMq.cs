using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.RabbitMq;

/// <summary>A private RabbitMQ broker on 127.0.0.1: its own queues, ports and password, and an epmd of its own.</summary>
public sealed class LocalRabbitMq : SystemPart
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ControlTimeout = TimeSpan.FromMinutes(1);

    private readonly RabbitMqNode _node;
    private readonly int _distributionPort = FreePorts.Take();
    private readonly int _epmdPort = FreePorts.Take();
    private readonly LogFile _epmdLog;
    private ManagedProcess? _epmd;

    private LocalRabbitMq(LocalRabbitMqOptions options)
        : base(PartNames.RabbitMq, options.LogFile ?? Path.Combine(options.Folder, "rabbitmq.log"), new PidFolder(Path.Combine(options.Folder, "pids")), StartTimeout)
    {
        _node = new RabbitMqNode(options.Folder);
        _epmdLog = new LogFile(Path.Combine(options.Folder, "epmd.log"));
        Port = options.Port ?? FreePorts.Take();
    }

    /// <summary>The address that it listens at.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>The port that it listens at.</summary>
    public int Port { get; }

    /// <summary>The account that may do everything.</summary>
    public string UserName { get; } = RabbitMqNode.UserName;

    /// <summary>That account's password.</summary>
    public string Password => _node.Password;

    /// <summary>The amqp address with account, password and the default virtual host.</summary>
    public string Uri => string.Create(CultureInfo.InvariantCulture, $"amqp://{UserName}:{Password}@{Host}:{Port}/%2F");

    /// <summary>Starts a broker on the queues in the folder, which are made when there are none.</summary>
    /// <param name="folder">Where everything of it lives.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The broker, once it takes connections.</returns>
    public static Task<LocalRabbitMq> StartAsync(string folder, CancellationToken ct = default) =>
        StartAsync(new LocalRabbitMqOptions { Folder = folder }, ct);

    /// <summary>Starts a broker on the queues in the folder, which are made when there are none.</summary>
    /// <param name="options">How it is to run.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The broker, once it takes connections.</returns>
    public static async Task<LocalRabbitMq> StartAsync(LocalRabbitMqOptions options, CancellationToken ct = default)
    {
        var broker = await CreateAsync(options, ct).ConfigureAwait(false);
        try
        {
            await broker.StartAgainAsync(ct).ConfigureAwait(false);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs RabbitMQ's own tool against this broker, e.g. to raise an alarm.</summary>
    /// <param name="arguments">Its arguments, e.g. <c>list_queues</c>.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>When it has ended well.</returns>
    /// <exception cref="PartFailedException">It ended badly; the message holds what it wrote.</exception>
    public Task ControlAsync(IReadOnlyList<string> arguments, CancellationToken ct = default) => OneShot.RunAsync(
        new ProcessSpec
        {
            Name = "rabbitmqctl",
            FileName = RabbitMqBinaries.Control,
            Arguments = arguments,
            Environment = _node.Environment(Port, _distributionPort, _epmdPort),
            WorkingDirectory = _node.Home,
            User = _node.User,
        },
        _node.Folder,
        ControlTimeout,
        ct);

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        _epmdLog.Dispose();
    }

    internal static async Task<LocalRabbitMq> CreateAsync(LocalRabbitMqOptions options, CancellationToken ct)
    {
        await new PidFolder(Path.Combine(options.Folder, "pids")).EndLeftoversAsync(ct).ConfigureAwait(false);
        return new LocalRabbitMq(options);
    }

    private protected override ProcessSpec Describe() => new()
    {
        Name = Name,
        FileName = RabbitMqBinaries.Server,
        Environment = _node.Environment(Port, _distributionPort, _epmdPort),
        WorkingDirectory = _node.Home,
        User = _node.User,
        StopTimeout = TimeSpan.FromSeconds(30),
    };

    private protected override async Task PrepareAsync(CancellationToken ct)
    {
        await CleanUpAsync().ConfigureAwait(false);
        // Started by us, in the foreground: the one that the node would start itself makes itself a daemon and outlives everything.
        var epmd = new ProcessSpec
        {
            Name = "epmd",
            FileName = RabbitMqBinaries.Epmd(),
            Arguments = ["-port", _epmdPort.ToString(CultureInfo.InvariantCulture), "-address", Host],
            User = _node.User,
            WorkingDirectory = _node.Home,
        };
        _epmd = ManagedProcess.Start(epmd, _epmdLog, Pids);
        if (!await Waiting.Poll.UntilAsync(token => AnswersAsync(_epmdPort, [], token), TimeSpan.FromSeconds(10), ct).ConfigureAwait(false))
            throw new PartFailedException("epmd", "did not take connections", _epmdLog.LastLines(20), _epmdLog.Path);
    }

    private protected override async Task CleanUpAsync()
    {
        if (_epmd is null)
            return;
        await _epmd.KillAsync().ConfigureAwait(false);
        _epmd.Dispose();
        _epmd = null;
    }

    // The protocol header of AMQP 0-9-1; a broker that is ready answers with its connection.start.
    private protected override async Task<string?> ProblemAsync(CancellationToken ct) =>
        await AnswersAsync(Port, [.. "AMQP"u8, 0, 0, 9, 1], ct).ConfigureAwait(false) ? null : "does not answer in AMQP";

    private async Task<bool> AnswersAsync(int port, byte[] hello, CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Parse(Host), port, bounded.Token).ConfigureAwait(false);
            if (hello.Length == 0)
                return true;
            var stream = client.GetStream();
            await stream.WriteAsync(hello, bounded.Token).ConfigureAwait(false);
            var first = new byte[1];
            return await stream.ReadAsync(first, bounded.Token).ConfigureAwait(false) == 1 && first[0] == 1;
        }
        catch (Exception error) when (error is SocketException or IOException || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
