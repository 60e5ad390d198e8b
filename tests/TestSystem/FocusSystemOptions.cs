namespace FocusSuite.TestSystem;

/// <summary>How a whole system is to be started for tests.</summary>
public sealed record FocusSystemOptions
{
    /// <summary>Suite seconds a real second.</summary>
    public double TimeScale { get; init; } = 1;

    /// <summary>Where everything lives, kept afterwards; null for a temporary folder that goes with the system.</summary>
    public string? Folder { get; init; }

    /// <summary>Where other builds of the programs lie, say ready-to-run ones; null for those beside the running program.</summary>
    public string? BinFolder { get; init; }

    /// <summary>A MongoDB server's address; null for documents in PostgreSQL.</summary>
    public string? MongoDb { get; init; }

    /// <summary>Whether every part of the suite has a port where Prometheus can collect its metrics.</summary>
    public bool Metrics { get; init; }

    /// <summary>More than one replica of services, e.g. <c>sessions=2,progress=3</c>.</summary>
    public string Replicas { get; init; } = "";

    /// <summary>Variables beyond the usual ones, by the service's name. They are read at each start.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Environment { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Gives the port at which a part is told to find another one, in place of that one's own, say a proxy's.</summary>
    public Func<SystemLink, int>? Route { get; init; }

    /// <summary>How long the whole system may take to become healthy.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);
}

/// <summary>The way from one part of a system to another.</summary>
/// <param name="From">The part that connects.</param>
/// <param name="To">The part that listens.</param>
/// <param name="Port">The port on 127.0.0.1 at which the other one listens.</param>
public sealed record SystemLink(string From, string To, int Port);

/// <summary>Where Prometheus collects the metrics of one process.</summary>
/// <param name="Service">What the process is a replica of, e.g. <c>sessions</c>.</param>
/// <param name="Part">The replica's name, e.g. <c>sessions-2</c>.</param>
/// <param name="Listener">The listener that serves nothing but the metrics.</param>
public sealed record MetricsTarget(string Service, string Part, Uri Listener)
{
    /// <summary>The page with the metrics.</summary>
    public Uri Url => new(Listener, "/metrics");
}

/// <summary>A part did not start; the message holds its last log lines.</summary>
public sealed class PartFailedException(string message) : Exception(message);
