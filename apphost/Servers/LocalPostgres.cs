using System.Globalization;

namespace FocusSuite.AppHost.Servers;

/// <summary>A private PostgreSQL server on 127.0.0.1, run from this machine's package: its own data, port and password.</summary>
internal sealed class LocalPostgresResource(string name, IReadOnlyList<string> command, string folder, int port, string password)
    : ExecutableResource(name, command[0], folder), IResourceWithConnectionString
{
    /// <summary>The superuser's connection string to the database "postgres".</summary>
    public string ConnectionString { get; } = string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Password={password};Database=postgres");

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{ConnectionString}");
}

internal static class LocalPostgres
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>Whether this machine has the server's programs.</summary>
    public static bool IsInstalled => Versions().Any();

    /// <summary>Adds the server. Its data are made at the first start and kept.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="folder">Where everything of it lives; the server's account must be able to pass to it.</param>
    /// <param name="port">The port on 127.0.0.1.</param>
    /// <param name="durable">Whether a commit survives a power failure. Off is faster; killing the server loses nothing either way.</param>
    public static IResourceBuilder<LocalPostgresResource> AddLocalPostgres(
        this IDistributedApplicationBuilder builder, string name, string folder, int port, bool durable = true)
    {
        var account = new ServerAccount("postgres");
        var password = ServerAccount.Secret(Path.Combine(folder, ServerAccount.PasswordFile));
        var data = Path.Combine(folder, "data");
        var programs = ProgramsFor(data);
        var command = account.Command([Path.Combine(programs, "postgres"), "-D", data, .. Settings(port, durable).SelectMany(setting => new[] { "-c", setting })]);
        return builder.AddResource(new LocalPostgresResource(name, command, folder, port, password))
            .WithArgs([.. command.Skip(1)])
            .WithEndpoint(port: port, targetPort: port, scheme: "tcp", name: "tcp", isProxied: false)
            .WithIconName("Database")
            .OnBeforeResourceStarted((_, _, cancellationToken) => PrepareAsync(folder, data, programs, password, account, cancellationToken));
    }

    private static async Task PrepareAsync(
        string folder, string data, string programs, string password, ServerAccount account, CancellationToken cancellationToken)
    {
        if (File.Exists(Path.Combine(data, "PG_VERSION")))
        {
            RemoveStalePidFile(data);
            return;
        }

        // What a run that was killed in the middle of this left is not a cluster yet.
        var unfinished = data + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        await account.OwnFolderAsync(unfinished);
        var passwordFile = Path.Combine(folder, "initdb-password");
        await account.WriteAsync(passwordFile, password);
        await account.RunAsync(
            unfinished,
            null,
            [
                Path.Combine(programs, "initdb"), "-D", unfinished, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", passwordFile,
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync",
            ],
            cancellationToken);
        File.Delete(passwordFile);
        Directory.Move(unfinished, data);
    }

    /// <summary>A killed server leaves its pid file, and refuses to start when another process has that id by now.</summary>
    private static void RemoveStalePidFile(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (File.Exists(file) && int.TryParse(File.ReadLines(file).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) && !IsServerOn(data, id))
        {
            File.Delete(file);
        }
    }

    private static bool IsServerOn(string data, int processId)
    {
        var commandLine = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cmdline");
        try
        {
            return File.ReadAllText(commandLine).Contains(data, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The folder of the newest version's programs, or of the version that made the data.</summary>
    private static string ProgramsFor(string data)
    {
        var made = Path.Combine(data, "PG_VERSION");
        var wanted = File.Exists(made) ? File.ReadAllText(made).Trim() : null;
        var found = Versions().OrderByDescending(version => version.Version).ToList();
        return found.FirstOrDefault(version => wanted is null || version.Version == int.Parse(wanted, CultureInfo.InvariantCulture)).Folder
            ?? throw new SetupException(
                $"The data in {data} were made by PostgreSQL {wanted}, and this machine has {string.Join(", ", found.Select(version => version.Version))}. "
                + $"Install PostgreSQL {wanted}, or drop the data: --fresh");
    }

    // Debian keeps each version's programs in a folder of its own that is not on the PATH.
    private static IEnumerable<(int Version, string Folder)> Versions() =>
        from folder in Directory.Exists(DebianRoot) ? Directory.EnumerateDirectories(DebianRoot) : []
        let programs = Path.Combine(folder, "bin")
        where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _) && File.Exists(Path.Combine(programs, "postgres"))
        select (int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), programs);

    private static IEnumerable<string> Settings(int port, bool durable) =>
    [
        "listen_addresses=127.0.0.1",
        string.Create(CultureInfo.InvariantCulture, $"port={port}"),

        // No socket file: its path would be limited to 107 characters, and nobody needs it.
        "unix_socket_directories=",
        string.Create(CultureInfo.InvariantCulture, $"max_connections={Databases.MaxConnections}"),
        "shared_buffers=128MB",
        "min_wal_size=80MB",
        "max_wal_size=512MB",

        // Short statements only: compiling them costs more than it gains.
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "password_encryption=scram-sha-256",

        // The detail of a duplicate key would be somebody's address.
        "log_error_verbosity=terse",

        // Commits stay synchronous: what is still in the server's memory when it says "committed" would die with the server.
        .. durable ? Array.Empty<string>() : ["fsync=off", "full_page_writes=off"],
    ];
}
