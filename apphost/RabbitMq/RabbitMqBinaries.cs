using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.RabbitMq;

/// <summary>Finds RabbitMQ's programs.</summary>
internal static class RabbitMqBinaries
{
    private const string InstallHint = "Install it (Debian: apt-get install rabbitmq-server), or give a broker with --rabbitmq or FOCUS_RABBITMQ.";

    /// <summary>Not the wrapper of the same name in sbin: that one insists on the system's own folders and account.</summary>
    public static string Server { get; } = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    /// <summary>The tool that tells a node what to do; here too without its wrapper.</summary>
    public static string Control { get; } = "/usr/lib/rabbitmq/bin/rabbitmqctl";

    public static void Check()
    {
        if (!File.Exists(Server))
            throw new SetupException($"RabbitMQ was not found. {InstallHint}");
    }

    public static string Epmd() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/bin")
            .Select(folder => Path.Combine(folder, "epmd"))
            .FirstOrDefault(File.Exists)
        ?? throw new SetupException($"Erlang's epmd was not found, which RabbitMQ needs. {InstallHint}");
}
