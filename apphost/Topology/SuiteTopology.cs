using System.Globalization;
using static FocusSuite.AppHost.Topology.EnvironmentValue;

namespace FocusSuite.AppHost.Topology;

/// <summary>The one description of the system: which resources there are, who refers to whom, by which variables.</summary>
internal sealed record SuiteTopology(IReadOnlyList<Resource> Resources)
{
    public const string GrpcEndpoint = "grpc";
    public const string HttpEndpoint = "http";
    public const string ServerEndpoint = "tcp";
    public const string MetricsEndpoint = "metrics";

    public const string ServiceKey = "service-key";
    public const string ClockScale = "clock-scale";
    public const string ClockOrigin = "clock-origin";

    public static IReadOnlyList<string> ServiceNames { get; } =
        [PartNames.Identity, PartNames.Catalog, PartNames.Enrollment, PartNames.Sessions, PartNames.Progress];

    private static readonly string[] DocumentServices = [PartNames.Sessions, PartNames.Progress];

    // Whom a service asks. In a cluster every other way is closed (deploy/base/network.yaml), so that this is the truth and not a convenience.
    private static readonly Dictionary<string, string[]> Peers = new()
    {
        [PartNames.Identity] = [PartNames.Enrollment, PartNames.Sessions, PartNames.Progress],
        [PartNames.Catalog] = [],
        [PartNames.Enrollment] = [PartNames.Catalog, PartNames.Identity, PartNames.Progress],
        [PartNames.Sessions] = [PartNames.Enrollment, PartNames.Identity],
        [PartNames.Progress] = [PartNames.Catalog, PartNames.Enrollment, PartNames.Identity],
    };

    public Resource this[string name] => Resources.First(resource => resource.Name == name);

    public IEnumerable<Resource> Projects => Resources.Where(resource => resource.Kind == ResourceKind.Project);

    public static SuiteTopology Describe(TopologyOptions options)
    {
        List<Resource> resources = [Postgres(), RabbitMq()];
        if (options.MongoDb)
            resources.Add(MongoDb());
        resources.AddRange(ServiceNames.Select(name => Service(name, options)));
        resources.Add(Gateway(options));
        return new SuiteTopology(options.Metrics ? [.. resources.Select(WithMetrics)] : resources);
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
        var environment = Development();
        environment["Focus__Auth__Authority"] = new AddressOf(PartNames.Identity, GrpcEndpoint, Replica: 0);
        environment["Focus__Auth__ServiceKey"] = new Parameter(ServiceKey);
        environment["Focus__Clock__Scale"] = new Parameter(ClockScale);
        environment["Focus__Clock__Origin"] = new Parameter(ClockOrigin);
        environment["Focus__Migrate"] = "true";
        environment["ConnectionStrings__Postgres"] = new ConnectionTo(PartNames.Postgres, DatabaseOf(name));
        environment["ConnectionStrings__RabbitMq"] = new ConnectionTo(PartNames.RabbitMq);
        var replicas = options.Replicas.GetValueOrDefault(name, 1);
        if (replicas > 1)
        {
            // Longer than callers wait between two tries to reach a replica that has come back.
            environment["Focus__Drain__Lasts"] = "00:00:01";
        }

        var usesMongo = options.MongoDb && DocumentServices.Contains(name);
        if (usesMongo)
            environment["ConnectionStrings__MongoDb"] = new ConnectionTo(PartNames.MongoDb, DatabaseOf(name));
        foreach (var peer in Peers[name])
            environment["Focus__Peers__" + Capitalized(peer)] = new AddressOf(peer, GrpcEndpoint);
        return new Resource
        {
            Name = name,
            Kind = ResourceKind.Project,
            Assembly = "FocusSuite." + Capitalized(name),
            Project = $"services/{name}/FocusSuite.{Capitalized(name)}.csproj",
            Endpoints = [new Endpoint(GrpcEndpoint, EndpointProtocol.H2c)],
            Environment = environment,
            Readiness = Readiness.GrpcHealth,
            Replicas = replicas,
            StartsAfter = usesMongo ? [PartNames.Postgres, PartNames.RabbitMq, PartNames.MongoDb] : [PartNames.Postgres, PartNames.RabbitMq],
        };
    }

    private static Resource Gateway(TopologyOptions options)
    {
        var environment = Development();
        environment["Kestrel__Endpoints__Json__Url"] = new OwnAddress(HttpEndpoint);
        foreach (var service in ServiceNames)
        {
            for (var replica = 0; replica < options.Replicas.GetValueOrDefault(service, 1); replica++)
            {
                // "one" stands in the gateway's own settings, so the first replica takes its place.
                var destination = replica == 0 ? "one" : "replica" + (replica + 1).ToString(CultureInfo.InvariantCulture);
                environment[$"ReverseProxy__Clusters__{service}__Destinations__{destination}__Address"] = new AddressOf(service, GrpcEndpoint, replica);
            }
        }

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

    private static Resource WithMetrics(Resource resource) => resource.Kind != ResourceKind.Project ? resource : resource with
    {
        Endpoints = [.. resource.Endpoints, new Endpoint(MetricsEndpoint, EndpointProtocol.Http)],
        Environment = new Dictionary<string, EnvironmentValue>(resource.Environment)
        {
            ["Kestrel__Endpoints__Metrics__Url"] = new OwnAddress(MetricsEndpoint),
        },
    };

    private static Dictionary<string, EnvironmentValue> Development() => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",

        // Seven programs start at once on a developer's few cores: neither a heap a core nor instrumented code pays there.
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["Kestrel__Endpoints__Grpc__Url"] = new OwnAddress(GrpcEndpoint),
        ["Kestrel__Endpoints__Grpc__Protocols"] = "Http2",
    };

    private static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
