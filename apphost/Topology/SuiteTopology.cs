using static FocusSuite.AppHost.Topology.EnvironmentValue;

namespace FocusSuite.AppHost.Topology;

/// <summary>The one description of the system: which resources there are, who refers to whom, by which variables.</summary>
internal sealed record SuiteTopology(IReadOnlyList<Resource> Resources)
{
    public const string GrpcEndpoint = "grpc";
    public const string HttpEndpoint = "http";
    public const string ServerEndpoint = "tcp";

    public const string ServiceKey = "service-key";
    public const string ClockScale = "clock-scale";
    public const string ClockOrigin = "clock-origin";

    private static readonly string[] ServiceNames =
        [PartNames.Identity, PartNames.Catalog, PartNames.Enrollment, PartNames.Sessions, PartNames.Progress];

    private static readonly string[] DocumentServices = [PartNames.Sessions, PartNames.Progress];

    public Resource this[string name] => Resources.First(resource => resource.Name == name);

    public IEnumerable<Resource> Projects => Resources.Where(resource => resource.Kind == ResourceKind.Project);

    public static SuiteTopology Describe(TopologyOptions options)
    {
        List<Resource> resources = [Postgres(), RabbitMq()];
        if (options.MongoDb)
            resources.Add(MongoDb());
        resources.AddRange(ServiceNames.Select(name => Service(name, options)));
        resources.Add(Gateway(options));
        return new SuiteTopology(resources);
    }

    /// <summary>The name of a service's database and of the role that owns it.</summary>
    public static string DatabaseOf(string service) => "focus_" + service;

    private static Resource Postgres() => new()
    {
        Name = PartNames.Postgres,
        Kind = ResourceKind.Postgres,
        Databases = [.. ServiceNames.Select(DatabaseOf)],
        Endpoints = [new Endpoint(ServerEndpoint, EndpointProtocol.Tcp)],
    };

    private static Resource RabbitMq() => new()
    {
        Name = PartNames.RabbitMq,
        Kind = ResourceKind.RabbitMq,
        Endpoints = [new Endpoint(ServerEndpoint, EndpointProtocol.Tcp)],
    };

    private static Resource MongoDb() => new()
    {
        Name = PartNames.MongoDb,
        Kind = ResourceKind.MongoDb,
        Databases = [.. DocumentServices.Select(DatabaseOf)],
        Endpoints = [new Endpoint(ServerEndpoint, EndpointProtocol.Tcp)],
    };

    private static Resource Service(string name, TopologyOptions options)
    {
        var environment = CommonEnvironment();
        environment["ConnectionStrings__Postgres"] = new ConnectionTo(PartNames.Postgres, DatabaseOf(name));
        environment["ConnectionStrings__RabbitMq"] = new ConnectionTo(PartNames.RabbitMq);
        if (options.MongoDb && DocumentServices.Contains(name))
            environment["ConnectionStrings__MongoDb"] = new ConnectionTo(PartNames.MongoDb, DatabaseOf(name));
        environment["Focus__Migrate"] = "true";
        AddPeers(environment, ServiceNames.Where(peer => peer != name));
        return new Resource
        {
            Name = name,
            Kind = ResourceKind.Project,
            Assembly = "FocusSuite." + Capitalized(name),
            Project = $"services/{name}/FocusSuite.{Capitalized(name)}.csproj",
            Endpoints = [new Endpoint(GrpcEndpoint, EndpointProtocol.H2c)],
            Environment = environment,
            Readiness = Readiness.GrpcHealth,
            Replicas = options.Replicas.GetValueOrDefault(name, 1),
            StartsAfter = [PartNames.Postgres],
        };
    }

    private static Resource Gateway(TopologyOptions options)
    {
        var environment = CommonEnvironment();
        environment["Kestrel__Endpoints__Http__Url"] = new OwnAddress(HttpEndpoint);
        AddPeers(environment, ServiceNames);
        return new Resource
        {
            Name = PartNames.Gateway,
            Kind = ResourceKind.Project,
            Assembly = "FocusSuite.Gateway",
            Project = "gateway/Host/FocusSuite.Gateway.csproj",
            Endpoints = [new Endpoint(HttpEndpoint, EndpointProtocol.Http, options.HttpPort), new Endpoint(GrpcEndpoint, EndpointProtocol.H2c, options.GrpcPort)],
            Environment = environment,
            Readiness = Readiness.HttpReady,
        };
    }

    private static Dictionary<string, EnvironmentValue> CommonEnvironment() => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Kestrel__Endpoints__Grpc__Url"] = new OwnAddress(GrpcEndpoint),
        ["Kestrel__Endpoints__Grpc__Protocols"] = "Http2",
        ["Focus__Auth__Authority"] = new AddressOf(PartNames.Identity, GrpcEndpoint),
        ["Focus__Auth__ServiceKey"] = new Parameter(ServiceKey),
        ["Focus__Clock__Scale"] = new Parameter(ClockScale),
        ["Focus__Clock__Origin"] = new Parameter(ClockOrigin),
    };

    private static void AddPeers(Dictionary<string, EnvironmentValue> environment, IEnumerable<string> peers)
    {
        foreach (var peer in peers)
            environment["Focus__Peers__" + Capitalized(peer)] = new AddressOf(peer, GrpcEndpoint);
    }

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
