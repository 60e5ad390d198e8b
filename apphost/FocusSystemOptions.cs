using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost;

/// <summary>How a whole system is to be started for tests and tools.</summary>
public sealed record FocusSystemOptions
{
    /// <summary>Suite seconds a real second.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>Where everything lives, kept afterwards; null for a temporary folder that goes with the system.</summary>
    public string? Folder { get; init; }

    /// <summary>Where the built projects lie; null for the output that the running program is a part of.</summary>
    public string? BinFolder { get; init; }

    /// <summary>The gateway's port for JSON; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>The gateway's port for gRPC; 0 for any free one.</summary>
    public int GrpcPort { get; init; }

    /// <summary>A PostgreSQL server's connection string, as somebody who may make databases and roles; null for a private server.</summary>
    public string? Postgres { get; init; }

    /// <summary>A RabbitMQ broker's amqp address; null for a private broker.</summary>
    public string? RabbitMq { get; init; }

    /// <summary>A MongoDB server's address; null for documents in PostgreSQL.</summary>
    public string? MongoDb { get; init; }

    /// <summary>Whether the private PostgreSQL survives a power failure; off is faster.</summary>
    public bool Durable { get; init; }

    /// <summary>Whether every part of the suite has a port where Prometheus can collect its metrics (<see cref="FocusSystem.MetricsTargets"/>).</summary>
    public bool Metrics { get; init; }

    /// <summary>More than one replica of a service, by its name.</summary>
    public IReadOnlyDictionary<string, int> Replicas { get; init; } = new Dictionary<string, int>();

    /// <summary>Variables beyond the usual ones, by the part's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environment { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>
    /// Gives the port at which a part is told to find another one, in place of that one's own: something that stands between them, say a proxy
    /// of a test. Null: every part is told where the others are.
    /// </summary>
    public Func<SystemLink, int>? Route { get; init; }

    /// <summary>How long a part may take to become healthy.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Gets a line for each step of the start.</summary>
    public Action<string>? Report { get; init; }
}
