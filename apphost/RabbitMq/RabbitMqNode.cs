using System.Globalization;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.RabbitMq;

/// <summary>The files and settings of a private node.</summary>
internal sealed class RabbitMqNode
{
    public const string UserName = "focus";

    private const string Account = "rabbitmq";

    private readonly string _folder;

    public RabbitMqNode(string folder)
    {
        RabbitMqBinaries.Check();
        // The folder itself stays ours; what the broker writes lies in folders of its own account.
        _folder = folder;
        Directory.CreateDirectory(folder);
        User = ServiceUser.ForRoot(Account);
        Password = SecretFile.GetOrMake(Path.Combine(folder, "password"));
        foreach (var name in new[] { "home", "queues", "log", "config" })
            OwnedFolder.Create(In(name), User);
        WriteConfiguration();
    }

    public ServiceUser? User { get; }

    public string Password { get; }

    /// <summary>Where everything of it lives; ours, not the broker's account's.</summary>
    public string Folder => _folder;

    public string Home => In("home");

    /// <summary>The variables that the start script and the node read.</summary>
    public Dictionary<string, string?> Environment(int port, int distributionPort, int epmdPort) => new()
    {
        ["HOME"] = Home,
        // The queues' files belong to this name, so it stays the same over runs; a private epmd keeps it from meeting another node's.
        ["RABBITMQ_NODENAME"] = "focus@localhost",
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        ["RABBITMQ_DIST_PORT"] = distributionPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_PORT"] = epmdPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_MNESIA_BASE"] = In("queues"),
        ["RABBITMQ_LOG_BASE"] = In("log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_PID_FILE"] = In("home/pid"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = In("config/enabled_plugins"),
        ["RABBITMQ_CONFIG_FILE"] = In("config/rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = In("config/none"),
        ["RABBITMQ_SCHEMA_DIR"] = In("config/schema"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = In("config/generated"),
        // Idle schedulers sleep instead of spinning: on two cores they would spin in the way of everybody else.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
    };

    private string In(string name) => Path.Combine(_folder, name);

    private void WriteConfiguration()
    {
        OwnedFolder.WriteSecret(In("config/enabled_plugins"), "[].\n", User);
        OwnedFolder.WriteSecret(
            In("config/rabbitmq.conf"),
            $"""
            default_user = {UserName}
            default_pass = {Password}
            log.file = false
            log.console = true
            log.console.level = info
            # A quorum queue's write-ahead log; the default of 512 MB is for servers, and is held in memory twice.
            raft.wal_max_size_bytes = 33554432
            # A development machine's disk may be nearly full; only a really full one shall block publishers.
            disk_free_limit.absolute = 100MB

            """,
            User);
    }
}
