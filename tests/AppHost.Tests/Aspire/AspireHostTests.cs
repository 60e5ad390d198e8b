using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using FocusSuite.AppHost.Aspire;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.AppHost.Topology;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;
using Part = FocusSuite.AppHost.Topology.Resource;

namespace FocusSuite.AppHost.Tests.Aspire;

/// <summary>What Aspire is told to start, beside what the local runner starts.</summary>
public sealed class AspireHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Shapes => ["plain", "with MongoDB", "with replicas and metrics"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryShape_StartsTheSameServersWithTheSameDatabases(string shape)
    {
        var (plan, aspire, _) = Systems(shape);

        Servers<PostgresServerResource>(ResourceKind.Postgres);
        Servers<MongoDBServerResource>(ResourceKind.MongoDb);
        Servers<RabbitMQServerResource>(ResourceKind.RabbitMq);
        aspire.Resources.OfType<ContainerResource>().Count().ShouldBe(plan.Topology.Resources.Count - plan.Topology.Projects.Count());
        var databases = aspire.Resources.OfType<PostgresDatabaseResource>().Select(database => (database.Parent.Name, database.DatabaseName))
            .Concat(aspire.Resources.OfType<MongoDBDatabaseResource>().Select(database => (database.Parent.Name, database.DatabaseName)));
        databases.ShouldBe(plan.Topology.Resources.SelectMany(server => server.Databases.Select(database => (server.Name, database))), ignoreOrder: true);

        void Servers<T>(ResourceKind kind)
            where T : IResource =>
            aspire.Resources.OfType<T>().Select(server => server.Name)
                .ShouldBe(plan.Topology.Resources.Where(server => server.Kind == kind).Select(server => server.Name));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryShape_StartsTheSameReplicasOfTheSamePrograms(string shape)
    {
        var (plan, aspire, _) = Systems(shape);

        aspire.Resources.OfType<ProjectResource>().Select(project => project.Name)
            .ShouldBe(Parts(plan).Select(part => part.Resource.ReplicaName(part.Replica)));
        foreach (var (resource, replica) in Parts(plan))
        {
            var project = Project(aspire, resource, replica);
            var file = Path.GetFullPath(project.Path, Path.Combine(Repository.Root, "apphost"));
            File.Exists(file).ShouldBeTrue(file);
            // The local runner starts the assembly, Aspire the project: a project's assembly has its name.
            Path.GetFileNameWithoutExtension(file).ShouldBe(resource.Assembly);
            plan.Output.AssemblyOf(Path.GetFileNameWithoutExtension(file)).ShouldEndWith(resource.Assembly + ".dll");
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryReplica_IsGivenTheEnvironmentOfTheLocalRunner(string shape)
    {
        var (plan, aspire, allocation) = Systems(shape);
        var values = new AspireValues(plan.Topology, allocation);

        foreach (var (resource, replica) in Parts(plan))
        {
            var project = Project(aspire, resource, replica);
            var told = project.Environment.ToDictionary(entry => entry.Key, entry => (string?)values.Of(entry.Value));
            told.OrderBy(entry => entry.Key).ShouldBe(plan.EnvironmentOf(resource, replica, allocation).OrderBy(entry => entry.Key), project.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryReplica_RefersToAndWaitsForTheSameParts(string shape)
    {
        var (plan, aspire, allocation) = Systems(shape);
        var values = new AspireValues(plan.Topology, allocation);

        foreach (var (resource, replica) in Parts(plan))
        {
            var project = Project(aspire, resource, replica);
            project.Environment.Values.SelectMany(values.ReferencesOf).Distinct().ShouldBe(resource.References, ignoreOrder: true, project.Name);
            project.WaitsFor.Select(server => server.Name).ShouldBe(resource.StartsAfter, ignoreOrder: true, project.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryReplica_ListensAtTheSameEndpointsAndNoOthers(string shape)
    {
        var (plan, aspire, _) = Systems(shape);

        foreach (var (resource, replica) in Parts(plan))
        {
            var project = Project(aspire, resource, replica);
            project.Endpoints.Select(endpoint => (endpoint.Name, endpoint.Port, endpoint.UriScheme, endpoint.Transport)).ShouldBe(
                resource.Endpoints.Select(endpoint => (endpoint.Name, endpoint.Port, "http", endpoint.Protocol == EndpointProtocol.H2c ? "http2" : "http")));
            // Neither the projects' own settings nor Aspire's ASPNETCORE_URLS add to them.
            project.Options.ExcludeLaunchProfile.ShouldBeTrue();
            project.Options.ExcludeKestrelEndpoints.ShouldBeTrue();
            project.Endpoints.ShouldAllBe(endpoint => !project.InEnvironment(endpoint));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryReplica_IsAskedWhetherItIsReady(string shape)
    {
        var (plan, aspire, _) = Systems(shape);
        using var services = aspire.Services.BuildServiceProvider();
        var checks = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Select(check => check.Name).ToArray();

        checks.ShouldBe(Parts(plan).SelectMany(part => Project(aspire, part.Resource, part.Replica).HealthChecks));
        checks.Length.ShouldBe(Parts(plan).Count());
    }

    [Fact]
    public void Describe_ServiceKey_IsASecretParameter()
    {
        var (_, aspire, _) = Systems("plain");

        aspire.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret).Select(parameter => parameter.Name)
            .ShouldBe([SuiteTopology.ServiceKey]);
    }

    [Fact]
    public void Describe_Postgres_TakesMoreConnectionsThanAllPoolsTogetherOpen()
    {
        var (plan, aspire, _) = Systems("with MongoDB");
        var pool = new NpgsqlConnectionStringBuilder("Host=localhost;" + PostgresLimits.AsWords);

        aspire.Resources.OfType<PostgresServerResource>().Single().Args.ShouldBe(["-c", $"max_connections={PostgresLimits.Connections}"]);
        pool.MaxPoolSize.ShouldBe(PostgresLimits.LargestPool);
        pool.Timeout.ShouldBe((int)PostgresLimits.ConnectPatience.TotalSeconds);
        var users = plan.Topology.Projects.Count(project => project.References.Contains(PartNames.Postgres));
        (users * pool.MaxPoolSize).ShouldBeLessThan(PostgresLimits.Connections);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<(Part Resource, int Replica)> Parts(SystemPlan plan) =>
        from resource in plan.Topology.Projects
        from replica in Enumerable.Range(0, resource.Replicas)
        select (resource, replica);

    private static ProjectResource Project(RecordingBuilder aspire, Part resource, int replica) =>
        aspire.Resources.OfType<ProjectResource>().Single(project => project.Name == resource.ReplicaName(replica));

    /// <summary>What the local runner goes by, what Aspire was told, and ports and connections for both.</summary>
    private (SystemPlan Plan, RecordingBuilder Aspire, Allocation Allocation) Systems(string shape)
    {
        var topology = SuiteTopology.Describe(shape switch
        {
            "plain" => new TopologyOptions(),
            "with MongoDB" => new TopologyOptions { MongoDb = true },
            _ => new TopologyOptions { MongoDb = true, Metrics = true, Replicas = new Dictionary<string, int> { ["sessions"] = 2, ["progress"] = 3 } },
        });
        var next = 20_000;
        var plan = new SystemPlan
        {
            Paths = new RunPaths(_folder.File("run"), _folder.File("data")),
            Output = BuildOutput.OfThisProgram(),
            Secrets = new Secrets(_folder.Path),
            Clock = ClockSetting.StartingAt(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), scale: 1),
            Topology = topology,
            TakePort = _ => next++,
        };
        var parameters = InstallationParameters.Of(plan.Secrets.ServiceKey, plan.Clock);
        var allocation = Allocation.Of(topology, plan.TakePort);
        foreach (var (name, value) in parameters)
        {
            allocation.SetParameter(name, value);
        }

        foreach (var server in topology.Resources.Where(resource => resource.Kind != ResourceKind.Project))
        {
            var limits = server.Kind == ResourceKind.Postgres ? ";" + PostgresLimits.AsWords : "";
            foreach (var database in server.Databases.DefaultIfEmpty(null))
            {
                allocation.SetConnection(server.Name, database, AspireValues.ConnectionTo(server.Name, database) + limits);
            }
        }

        var aspire = new RecordingBuilder();
        AspireHost.Describe(aspire, topology, parameters);
        return (plan, aspire, allocation);
    }
}
