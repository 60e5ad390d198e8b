namespace FocusSuite.AppHost.Topology;

/// <summary>What a part is.</summary>
internal enum ResourceKind
{
    Postgres,
    RabbitMq,
    MongoDb,
    Project,
}

/// <summary>What is spoken at an endpoint.</summary>
internal enum EndpointProtocol
{
    /// <summary>The server's own protocol.</summary>
    Tcp,

    /// <summary>HTTP/1.1.</summary>
    Http,

    /// <summary>HTTP/2 without TLS: gRPC.</summary>
    H2c,
}

/// <summary>Where a resource listens. Without a port any free one will do.</summary>
internal sealed record Endpoint(string Name, EndpointProtocol Protocol, int? Port = null);

/// <summary>How a resource says that it is ready.</summary>
internal enum Readiness
{
    /// <summary>The server's own protocol answers.</summary>
    Protocol,

    /// <summary>grpc.health.v1.Health/Check.</summary>
    GrpcHealth,

    /// <summary>GET /health/ready.</summary>
    HttpReady,
}

/// <summary>One resource of the system.</summary>
internal sealed record Resource
{
    public required string Name { get; init; }

    public required ResourceKind Kind { get; init; }

    /// <summary>The assembly to run; only for projects.</summary>
    public string? Assembly { get; init; }

    /// <summary>The project file, from the root of the repository; only for projects.</summary>
    public string? Project { get; init; }

    /// <summary>The databases of a server.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>Where it is asked whether it is ready.</summary>
    public Endpoint MainEndpoint => Endpoints[0];

    public IReadOnlyDictionary<string, EnvironmentValue> Environment { get; init; } = new Dictionary<string, EnvironmentValue>();

    public Readiness Readiness { get; init; }

    public int Replicas { get; init; } = 1;

    /// <summary>
    /// Resources that must be ready before this one starts: the servers. Everything else that it refers to may come later: services tolerate
    /// peers that are not there yet, and starting all at once is what makes the start short.
    /// </summary>
    public IReadOnlyList<string> StartsAfter { get; init; } = [];

    /// <summary>Every resource that this one's environment points at.</summary>
    public IReadOnlyList<string> References => [.. Environment.Values.Select(value => value.Target).OfType<string>().Distinct()];

    /// <summary>The name of one replica: the first has the resource's own name.</summary>
    public string ReplicaName(int replica) => replica == 0 ? Name : $"{Name}-{replica + 1}";
}
