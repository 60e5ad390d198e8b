using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static FocusSuite.AppHost.Topology.EnvironmentValue;
using Resource = FocusSuite.AppHost.Topology.Resource;

namespace FocusSuite.AppHost.Aspire;

/// <summary>
/// Says the suite's topology in Aspire's words, and nothing more: what there is and who is told what stands in <see cref="SuiteTopology"/>. It is compiled
/// into this program only with -p:Aspire=true; without Aspire's packages it is compiled against doubles, by the test that compares it with the local
/// runner. Every member of Aspire that stands here is listed with its source in docs/decisions/0012.
/// </summary>
internal sealed class AspireHost
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly SuiteTopology _topology;
    private readonly Dictionary<string, IResourceBuilder<ParameterResource>> _parameters = [];
    private readonly Dictionary<string, IResourceBuilder<IResource>> _servers = [];
    private readonly Dictionary<(string Server, string? Database), IResourceBuilder<IResourceWithConnectionString>> _connections = [];
    private readonly Dictionary<string, IResourceBuilder<ProjectResource>> _projects = [];

    private AspireHost(IDistributedApplicationBuilder builder, SuiteTopology topology) => (_builder, _topology) = (builder, topology);

    /// <summary>Runs the system until it is stopped. The containers' data go with them, so that key and clock are new each time, too.</summary>
    public static Task RunAsync(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        var clock = ClockSetting.StartingAt(TimeProvider.System.GetUtcNow(), scale: 1);
        Describe(builder, SuiteTopology.Describe(new TopologyOptions { MongoDb = true }), InstallationParameters.Of(Secrets.NewServiceKey(), clock));
        return builder.Build().RunAsync();
    }

    public static void Describe(IDistributedApplicationBuilder builder, SuiteTopology topology, IReadOnlyDictionary<string, string> parameters)
    {
        var host = new AspireHost(builder, topology);
        foreach (var (name, value) in parameters)
            host._parameters[name] = builder.AddParameter(name, value, secret: name == SuiteTopology.ServiceKey);
        foreach (var resource in topology.Resources.Where(resource => resource.Kind != ResourceKind.Project))
            host.AddServer(resource);
        // Services refer to each other in circles: all of them first, then what each is told.
        foreach (var (resource, replica) in host.Replicas())
            host.AddProject(resource, replica);
        foreach (var (resource, replica) in host.Replicas())
            host.Connect(resource, host._projects[resource.ReplicaName(replica)]);
    }

    private IEnumerable<(Resource Resource, int Replica)> Replicas() =>
        from resource in _topology.Projects
        from replica in Enumerable.Range(0, resource.Replicas)
        select (resource, replica);

    private void AddServer(Resource server)
    {
        switch (server.Kind)
        {
            case ResourceKind.Postgres:
                var postgres = _builder.AddPostgres(server.Name)
                    .WithArgs("-c", string.Create(CultureInfo.InvariantCulture, $"max_connections={PostgresLimits.Connections}"));
                _servers[server.Name] = postgres;
                foreach (var database in server.Databases)
                    _connections[(server.Name, database)] = postgres.AddDatabase(NameOf(server, database), database);
                break;
            case ResourceKind.MongoDb:
                var mongo = _builder.AddMongoDB(server.Name);
                _servers[server.Name] = mongo;
                foreach (var database in server.Databases)
                    _connections[(server.Name, database)] = mongo.AddDatabase(NameOf(server, database), database);
                break;
            case ResourceKind.RabbitMq:
                var broker = _builder.AddRabbitMQ(server.Name);
                _servers[server.Name] = broker;
                _connections[(server.Name, null)] = broker;
                break;
            default:
                throw new InvalidOperationException($"There is no rule for {server.Kind}.");
        }
    }

    /// <summary>A name that Aspire takes: letters, digits and hyphens, and no two resources have the same.</summary>
    private static string NameOf(Resource server, string database) => $"{server.Name}-{database.Replace('_', '-')}";

    private void AddProject(Resource resource, int replica)
    {
        // A resource a replica: WithReplicas would put all of them behind one address, and the gateway and the peers are told of each.
        // Paths are from Aspire's idea of where we are, the folder of the project.
        var project = _builder
            .AddProject(resource.ReplicaName(replica), Path.Combine("..", resource.Project!), options =>
            {
                options.ExcludeLaunchProfile = true;
                options.ExcludeKestrelEndpoints = true;
            })
            .WithEndpointsInEnvironment(_ => false);
        foreach (var endpoint in resource.Endpoints)
        {
            project.WithEndpoint(endpoint.Name, annotation =>
            {
                annotation.Port = endpoint.Port;
                annotation.UriScheme = "http";
                annotation.Transport = endpoint.Protocol == EndpointProtocol.H2c ? "http2" : "http";
            });
        }

        _projects[project.Resource.Name] = project;
    }

    private void Connect(Resource resource, IResourceBuilder<ProjectResource> project)
    {
        foreach (var (name, value) in resource.Environment)
            project.WithEnvironment(name, Translate(value, project));
        foreach (var server in resource.StartsAfter)
            project.WaitFor(_servers[server]);

        // The probe of the local runner: Aspire's own asks over HTTP/1.1, which a service does not speak. The address is known only when it runs.
        var address = project.GetEndpoint(resource.MainEndpoint.Name);
        var probe = new Lazy<HealthProbe>(() => new HealthProbe(resource.Readiness, new Uri(address.Url)), LazyThreadSafetyMode.PublicationOnly);
        var check = project.Resource.Name + "-ready";
        _builder.Services.AddHealthChecks().AddAsyncCheck(
            check,
            async ct => await probe.Value.ProblemAsync(ct).ConfigureAwait(false) is { } problem
                ? HealthCheckResult.Unhealthy(problem)
                : HealthCheckResult.Healthy());
        project.WithHealthCheck(check);
    }

    /// <summary>One replica, or every one.</summary>
    private IEnumerable<IResourceBuilder<ProjectResource>> Meant(AddressOf address)
    {
        var target = _topology[address.Resource];
        return (address.Replica is { } one ? [one] : Enumerable.Range(0, target.Replicas)).Select(replica => _projects[target.ReplicaName(replica)]);
    }

    private ReferenceExpression Translate(EnvironmentValue value, IResourceBuilder<ProjectResource> self)
    {
        var words = new ReferenceExpressionBuilder();
        switch (value)
        {
            case Text text:
                words.AppendLiteral(text.Value);
                break;
            case AddressOf address:
                foreach (var project in Meant(address))
                {
                    if (!words.IsEmpty)
                        words.AppendLiteral(",");
                    words.AppendValueProvider(project.GetEndpoint(address.Endpoint).Property(EndpointProperty.Url));
                }

                break;
            case OwnAddress own:
                // The port at which it listens itself; others are told the port of Aspire's proxy in front of it.
                words.AppendLiteral("http://localhost:");
                words.AppendValueProvider(self.GetEndpoint(own.Endpoint).Property(EndpointProperty.TargetPort));
                break;
            case ConnectionTo connection:
                words.AppendValueProvider(_connections[(connection.Resource, connection.Database)]);
                if (_topology[connection.Resource].Kind == ResourceKind.Postgres)
                    words.AppendLiteral(";" + PostgresLimits.AsWords);
                break;
            case Parameter parameter:
                words.AppendValueProvider(_parameters[parameter.Name]);
                break;
            default:
                throw new InvalidOperationException($"There is no rule for {value.GetType().Name}.");
        }

        return words.Build();
    }
}
