using FocusSuite.AppHost.MongoDb;
using FocusSuite.AppHost.Topology;
using Npgsql;

namespace FocusSuite.AppHost.Running;

/// <summary>Which servers to use: those that are given, private ones otherwise.</summary>
internal sealed record ServerChoice
{
    /// <summary>A PostgreSQL server's connection string, as somebody who may make databases and roles; null for a private server.</summary>
    public string? Postgres { get; init; }

    /// <summary>A RabbitMQ broker's amqp address; null for a private broker.</summary>
    public string? RabbitMq { get; init; }

    /// <summary>A MongoDB server's address; null for <see cref="MongoProgram"/>, or documents in PostgreSQL.</summary>
    public string? MongoDb { get; init; }

    /// <summary>The mongod to start privately; null where there is none.</summary>
    public string? MongoProgram { get; init; }

    /// <summary>Whether a private PostgreSQL survives a power failure.</summary>
    public bool Durable { get; init; } = true;

    public bool UsesMongo => MongoDb is not null || MongoProgram is not null;

    /// <summary>Says where the documents live, in words.</summary>
    public string DocumentsIn => (MongoDb, MongoProgram) switch
    {
        (not null, _) => "MongoDB (the given server)",
        (_, not null) => "MongoDB (a private server)",
        _ => "PostgreSQL (jsonb); no MongoDB was given and there is no mongod on the PATH",
    };

    /// <summary>Checks that what is given can be what it should be; throws a <see cref="SetupException"/> that names the remedy.</summary>
    public ServerChoice Validated()
    {
        if (Postgres is not null)
            CheckPostgres(Postgres);
        CheckScheme(RabbitMq, "RabbitMQ address", "--rabbitmq (FOCUS_RABBITMQ)", "amqp://user:password@host:5672/vhost", "amqp", "amqps");
        CheckScheme(MongoDb, "MongoDB address", "--mongodb (FOCUS_MONGODB)", "mongodb://host:27017", "mongodb", "mongodb+srv");
        return this;
    }

    public static ServerChoice FromEnvironment() => new()
    {
        Postgres = Given("FOCUS_POSTGRES"),
        RabbitMq = Given("FOCUS_RABBITMQ"),
        MongoDb = Given("FOCUS_MONGODB"),
        MongoProgram = LocalMongoDb.FindProgram(),
    };

    /// <summary>The servers of the topology that somebody else runs.</summary>
    public bool IsGiven(string resource) => resource switch
    {
        PartNames.Postgres => Postgres is not null,
        PartNames.RabbitMq => RabbitMq is not null,
        PartNames.MongoDb => MongoDb is not null,
        _ => false,
    };

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static void CheckPostgres(string connectionString)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(connectionString).Host is not null)
                return;
        }
        catch (ArgumentException)
        {
            // Said below, without the text: it may hold a password.
        }

        throw new SetupException(
            "The PostgreSQL connection string of --postgres (FOCUS_POSTGRES) cannot be read: write it as \"Host=…;Port=5432;Username=…;Password=…;Database=postgres\".");
    }

    private static void CheckScheme(string? address, string what, string where, string example, params ReadOnlySpan<string> schemes)
    {
        if (address is null)
            return;
        foreach (var scheme in schemes)
        {
            if (address.StartsWith(scheme + "://", StringComparison.Ordinal))
                return;
        }

        throw new SetupException($"The {what} of {where} cannot be read: write it as {example}.");
    }
}
