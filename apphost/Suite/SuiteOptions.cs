using System.Globalization;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace FocusSuite.AppHost.Suite;

/// <summary>How the system is to be run; section <c>Suite</c> of the configuration, or the command line.</summary>
internal sealed record SuiteOptions
{
    private const string Section = "Suite";

    private static readonly string[] Flags = ["fresh", "metrics", "containers", "quick", "quiet", "no-dashboard", "web-dev"];

    // What Aspire's own command line says.
    private static readonly string[] Aspires = ["operation", "publisher", "output-path", "step", "log-level", "environment", "deploy", "clear-cache", "list-steps"];

    private static readonly Dictionary<string, string> Values = new()
    {
        ["time-scale"] = "TimeScale",
        ["replicas"] = "Replicas",
        ["port"] = "Port",
        ["grpc-port"] = "GrpcPort",
        ["folder"] = "Folder",
        ["bin"] = "Bin",
        ["postgres"] = "Postgres",
        ["rabbitmq"] = "RabbitMq",
        ["mongodb"] = "MongoDb",
    };

    /// <summary>Suite seconds a real second; default 1.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>More than one replica of services, e.g. <c>sessions=2,progress=3</c>.</summary>
    public string Replicas { get; init; } = "";

    /// <summary>The gateway's port for JSON and gRPC-Web; 0 for any free one.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>The gateway's port for gRPC; default the port for JSON plus 1, or any free one.</summary>
    public int? GrpcPort { get; init; }

    /// <summary>Where data, secrets and ports are kept; default the folder .focus of the repository.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether the data of earlier runs are dropped first.</summary>
    public bool Fresh { get; init; }

    /// <summary>Whether every part of the suite has a port where Prometheus can collect its metrics.</summary>
    public bool Metrics { get; init; }

    /// <summary>Whether servers run in containers instead of this machine's own programs.</summary>
    public bool Containers { get; init; }

    /// <summary>Whether a private PostgreSQL may lose commits in a power failure; faster, for tests.</summary>
    public bool Quick { get; init; }

    /// <summary>
    /// The connection string of a PostgreSQL server to use, as somebody who may make databases and roles (also
    /// <c>ConnectionStrings:postgres</c>, FOCUS_POSTGRES).
    /// </summary>
    public string? Postgres { get; init; }

    /// <summary>The amqp address of a broker to use (also <c>ConnectionStrings:rabbitmq</c>, FOCUS_RABBITMQ).</summary>
    public string? RabbitMq { get; init; }

    /// <summary>The address of a MongoDB server for documents (also <c>ConnectionStrings:mongodb</c>, FOCUS_MONGODB).</summary>
    public string? MongoDb { get; init; }

    /// <summary>Where other builds of the programs lie, each in a folder of its name; default beside this one.</summary>
    public string? Bin { get; init; }

    /// <summary>Whether there is neither a dashboard nor telemetry.</summary>
    public bool NoDashboard { get; init; }

    /// <summary>Whether the web client runs from its sources, too.</summary>
    public bool WebDev { get; init; }

    /// <summary>Whether nothing is said on the console; for tests.</summary>
    public bool Quiet { get; init; }

    /// <summary>
    /// The command line as configuration: <c>--time-scale 60 --metrics</c> becomes <c>--Suite:TimeScale 60 --Suite:Metrics true</c>.
    /// </summary>
    public static string[] ToConfiguration(IReadOnlyList<string> args)
    {
        var result = new List<string>();
        foreach (var arg in args)
        {
            var (name, value) = arg.StartsWith("--", StringComparison.Ordinal) && arg.Split('=', 2) is var parts ? (parts[0][2..], parts.ElementAtOrDefault(1)) : ("", null);
            if (Flags.Contains(name))
            {
                result.Add($"--{Section}:{name.Replace("-", "", StringComparison.Ordinal)}={value ?? "true"}");
            }
            else if (Values.TryGetValue(name, out var key))
            {
                result.Add($"--{Section}:{key}" + (value is null ? "" : "=" + value));
            }
            else if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal) || Aspires.Contains(name))
            {
                result.Add(arg);
            }
            else
            {
                throw new SetupException($"{arg} is not known. See: ./focus --help");
            }
        }

        return [.. result];
    }

    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="SetupException">One of them cannot be; the message says what to write.</exception>
    public static SuiteOptions Read(IConfiguration configuration)
    {
        SuiteOptions options;
        try
        {
            options = configuration.GetSection(Section).Get<SuiteOptions>() ?? new SuiteOptions();
        }
        catch (InvalidOperationException error)
        {
            throw new SetupException(error.Message, error);
        }

        options = options with
        {
            Postgres = options.Postgres ?? Given(configuration, "postgres", "FOCUS_POSTGRES"),
            RabbitMq = options.RabbitMq ?? Given(configuration, "rabbitmq", "FOCUS_RABBITMQ"),
            MongoDb = options.MongoDb ?? Given(configuration, "mongodb", "FOCUS_MONGODB"),
        };
        options.Check();
        return options;
    }

    /// <summary>How many replicas there are of each service that was named.</summary>
    public IReadOnlyDictionary<string, int> ReadReplicas()
    {
        var replicas = new Dictionary<string, int>();
        foreach (var part in Replicas.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var name, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 10)
            {
                throw new SetupException($"'{part}' is not a number of replicas: write a service, = and a number from 1 to 10, e.g. sessions=2,progress=3.");
            }

            replicas[name] = count;
        }

        return replicas;
    }

    private static string? Given(IConfiguration configuration, string name, string variable) =>
        configuration.GetConnectionString(name) is { Length: > 0 } given ? given : configuration[variable] is { Length: > 0 } value ? value : null;

    private static void CheckScheme(string? address, string what, string example, params IReadOnlyList<string> schemes)
    {
        if (address is not null && !schemes.Any(scheme => address.StartsWith(scheme + "://", StringComparison.Ordinal)))
        {
            throw new SetupException($"The address of {what} cannot be read: write it as {example}.");
        }
    }

    private static bool HasHost(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is not null;
        }
        catch (ArgumentException)
        {
            // Said without the text: it may hold a password.
            return false;
        }
    }

    private void Check()
    {
        if (!(TimeScale is >= SuiteClock.Slowest and <= SuiteClock.Fastest))
        {
            throw new SetupException($"--time-scale is {TimeScale}: write a number from {SuiteClock.Slowest} to {SuiteClock.Fastest}.");
        }

        if (Port is < 0 or > 65535 || GrpcPort is < 0 or > 65535)
        {
            throw new SetupException("A port is a number from 1 to 65535, or 0 for any free one.");
        }

        ReadReplicas();
        CheckScheme(RabbitMq, "the RabbitMQ broker (--rabbitmq, FOCUS_RABBITMQ)", "amqp://user:password@host:5672/vhost", "amqp", "amqps");
        CheckScheme(MongoDb, "the MongoDB server (--mongodb, FOCUS_MONGODB)", "mongodb://host:27017", "mongodb", "mongodb+srv");
        if (Postgres is not null && !HasHost(Postgres))
        {
            throw new SetupException(
                "The PostgreSQL connection string (--postgres, FOCUS_POSTGRES) cannot be read: write it as \"Host=…;Port=5432;Username=…;Password=…;Database=postgres\".");
        }
    }
}
