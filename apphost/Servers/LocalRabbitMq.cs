using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FocusSuite.AppHost.Suite;

namespace FocusSuite.AppHost.Servers;

/// <summary>A private RabbitMQ broker on 127.0.0.1, run from this machine's package: its own queues, ports and password.</summary>
internal sealed class LocalRabbitMqResource(string name, IReadOnlyList<string> command, string folder, int port, string password)
    : ExecutableResource(name, command[0], folder), IResourceWithConnectionString
{
    /// <summary>The amqp address with account, password and the default virtual host.</summary>
    public string Address { get; } = string.Create(CultureInfo.InvariantCulture, $"amqp://focus:{password}@127.0.0.1:{port}/%2F");

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Address}");

    /// <summary>Runs RabbitMQ's own tool against this broker.</summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task> ControlAsync { get; init; }
}

internal static class LocalRabbitMq
{
    // Not the wrapper of the same name in sbin: that one insists on the system's own folders and account.
    private const string Scripts = "/usr/lib/rabbitmq/bin";
    private const string Server = Scripts + "/rabbitmq-server";
    private const string Control = Scripts + "/rabbitmqctl";
    private const string Epmd = "/usr/bin/epmd";
    private const string Versions = "/usr/lib/rabbitmq/lib";

    /// <summary>Whether this machine has the broker's programs.</summary>
    public static bool IsInstalled => File.Exists(Server) && File.Exists(Epmd);

    /// <summary>The version that is installed, e.g. 3.10.8.</summary>
    public static Version Version => Version.Parse(Path.GetFileName(Installed).Split('-')[^1]);

    private static string Installed => Directory.GetDirectories(Versions, "rabbitmq_server-*").Order(StringComparer.Ordinal).Last();

    /// <summary>Adds the broker, and beside it the port mapper without which Erlang starts no node.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="folder">Where everything of it lives; the broker's account must be able to pass to it.</param>
    /// <param name="port">The port on 127.0.0.1.</param>
    /// <param name="takePort">Gives further ports, by a name that stays the same.</param>
    public static IResourceBuilder<LocalRabbitMqResource> AddLocalRabbitMq(
        this IDistributedApplicationBuilder builder, string name, string folder, int port, Func<string, int> takePort)
    {
        RefuseOtherVersion(folder);
        var account = new ServerAccount("rabbitmq");
        var password = ServerAccount.Secret(Path.Combine(folder, ServerAccount.PasswordFile));
        var (distribution, mapper) = (takePort("distribution"), takePort("epmd"));
        // Served before the others where we may say so: everybody waits for it.
        var command = System.Environment.IsPrivilegedProcess ? ["nice", "-n", "-10", .. account.Command(Server)] : account.Command(Server);
        var environment = Environment(folder, port, distribution, mapper);
        var rabbit = builder.AddResource(new LocalRabbitMqResource(name, command, folder, port, password)
        {
            ControlAsync = (arguments, cancellationToken) => account.RunAsync(folder, environment, [Control, .. arguments], cancellationToken),
        });

        // Started by us, in the foreground: the one that the node would start itself makes itself a daemon and outlives everything.
        var epmdCommand = account.Command(Epmd, "-port", mapper.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1");
        var epmd = builder.AddExecutable(name + "-epmd", epmdCommand[0], folder, [.. epmdCommand.Skip(1)]).WithParentRelationship(rabbit.Resource);

        return rabbit
            .WithArgs([.. command.Skip(1)])
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithEnvironment(context => environment.ToList().ForEach(variable => context.EnvironmentVariables[variable.Key] = variable.Value))
            .WithIconName("MailInbox")
            .WithPollingCheck(name + "-amqp", cancellationToken => ProblemAsync(port, cancellationToken))
            .WaitForStart(epmd)
            .OnBeforeResourceStarted((_, _, _) => PrepareAsync(folder, password, account));
    }

    private static Dictionary<string, string> Environment(string folder, int port, int distribution, int mapper)
    {
        string In(string name) => Path.Combine(folder, name);
        return new()
        {
            ["HOME"] = In("home"),
            ["RABBITMQ_SCRIPTS_DIR"] = In("server/bin"),
            // The queues' files belong to this name, so it stays the same over runs; a private epmd keeps it from meeting another node's.
            ["RABBITMQ_NODENAME"] = "focus@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_DIST_PORT"] = distribution.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_PORT"] = mapper.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = In("queues"),
            ["RABBITMQ_LOG_BASE"] = In("log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_PID_FILE"] = In("home/pid"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("config/enabled_plugins"),
            // In Erlang's own terms: the other format costs half a second at each start. The machine's own settings are not read.
            ["RABBITMQ_CONFIG_FILE"] = In("config/rabbitmq.config"),
            ["RABBITMQ_CONFIG_FILES"] = In("config/none"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = In("config/none"),
            ["RABBITMQ_CONF_ENV_FILE"] = In("config/none"),
            ["RABBITMQ_SCHEMA_DIR"] = In("config/schema"),
            ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("config/generated"),
            // Idle schedulers sleep instead of spinning: on two cores they would spin in the way of everybody else.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
        };
    }

    private static async Task PrepareAsync(string folder, string password, ServerAccount account)
    {
        // The folder itself stays ours; what the broker writes lies in folders of its own account.
        foreach (var name in new[] { "home", "queues", "log", "config" })
        {
            await account.OwnFolderAsync(Path.Combine(folder, name));
        }

        await account.WriteAsync(Path.Combine(folder, "config/enabled_plugins"), "[].\n");
        // The write-ahead log of quorum queues is held in memory twice; its default of 512 MB is for servers. A development machine's disk
        // may be nearly full; only a really full one shall block publishers.
        await account.WriteAsync(
            Path.Combine(folder, "config/rabbitmq.config"),
            $$$"""
            [{rabbit, [{default_user, <<"focus">>}, {default_pass, <<"{{{password}}}">>}, {disk_free_limit, {absolute, "100MB"}},
               {log, [{file, [{file, false}]}, {console, [{enabled, true}, {level, info}]}]}]},
             {ra, [{wal_max_size_bytes, 33554432}]}].

            """);
        LinkServer(Path.Combine(folder, "server"));
        await File.WriteAllTextAsync(VersionFile(folder), Version.ToString());
    }

    private static string VersionFile(string folder) => Path.Combine(folder, "version");

    // A broker cannot read the queues of one that is a whole version away.
    private static void RefuseOtherVersion(string folder)
    {
        if (File.Exists(VersionFile(folder)) && File.ReadAllText(VersionFile(folder)) is var made && Version.Parse(made).Major != Version.Major)
        {
            throw new SetupException($"The queues in {folder} were made by RabbitMQ {made}, and this machine has {Version}. Drop the data: --fresh");
        }
    }

    // The broker as installed, without its plugins: Erlang looks for each of a thousand modules in every folder that there is, and a start
    // with those of the plugins takes twice as long.
    private static void LinkServer(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(folder, "plugins"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "bin"), Scripts);
        Directory.CreateSymbolicLink(Path.Combine(folder, "escript"), Path.Combine(Installed, "escript"));
        foreach (var library in Directory.GetDirectories(Path.Combine(Installed, "plugins")).Where(path => !IsPlugin(Path.GetFileName(path))))
        {
            Directory.CreateSymbolicLink(Path.Combine(folder, "plugins", Path.GetFileName(library)), library);
        }
    }

    private static bool IsPlugin(string library) =>
        library.StartsWith("rabbitmq_", StringComparison.Ordinal) && !library.StartsWith("rabbitmq_prelaunch", StringComparison.Ordinal);

    // The protocol header of AMQP 0-9-1; a broker that is ready answers with its connection.start.
    private static async Task<string?> ProblemAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            bound.CancelAfter(TimeSpan.FromSeconds(5));
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, bound.Token);
            var stream = client.GetStream();
            await stream.WriteAsync((byte[])[.. "AMQP"u8, 0, 0, 9, 1], bound.Token);
            return await stream.ReadAsync(new byte[1], bound.Token) == 1 ? null : "It hangs up.";
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            return "It does not answer in AMQP.";
        }
    }
}
