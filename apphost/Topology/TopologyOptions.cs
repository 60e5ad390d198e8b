namespace FocusSuite.AppHost.Topology;

/// <summary>What may differ between two systems of the same shape.</summary>
internal sealed record TopologyOptions
{
    public const int DefaultHttpPort = 8000;
    public const int DefaultGrpcPort = 8001;

    /// <summary>The gateway's port for JSON and gRPC-Web; null for any free one.</summary>
    public int? HttpPort { get; init; } = DefaultHttpPort;

    /// <summary>The gateway's port for gRPC; null for any free one.</summary>
    public int? GrpcPort { get; init; } = DefaultGrpcPort;

    /// <summary>Whether sessions and progress keep their documents in MongoDB instead of their PostgreSQL databases.</summary>
    public bool MongoDb { get; init; }

    /// <summary>Whether every part of the suite has a port where Prometheus can collect its metrics.</summary>
    public bool Metrics { get; init; }

    /// <summary>More than one replica of a service, by its name.</summary>
    public IReadOnlyDictionary<string, int> Replicas { get; init; } = new Dictionary<string, int>();
}
