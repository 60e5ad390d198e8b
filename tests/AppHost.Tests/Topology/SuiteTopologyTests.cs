using System.Text.Json.Nodes;
using FocusSuite.AppHost.Tests.Support;
using FocusSuite.AppHost.Topology;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Topology;

public sealed class SuiteTopologyTests
{
    private static readonly TopologyOptions Plain = new();
    private static readonly TopologyOptions Large = new() { MongoDb = true, Replicas = new Dictionary<string, int> { ["sessions"] = 2, ["progress"] = 3 } };

    public static TheoryData<string> Shapes => ["plain", "large"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryReference_IsAResource(string shape)
    {
        var topology = Describe(shape);
        var names = topology.Resources.Select(resource => resource.Name).ToArray();

        names.ShouldBeUnique();
        topology.Resources.SelectMany(resource => resource.References).ShouldAllBe(reference => names.Contains(reference));
        topology.Resources.SelectMany(resource => resource.StartsAfter).ShouldAllBe(reference => names.Contains(reference));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Describe_EveryProject_StartsAfterTheServersThatItUses(string shape)
    {
        var topology = Describe(shape);

        topology.Projects.ShouldAllBe(project => project.References.Where(name => topology[name].Kind != ResourceKind.Project).Order().SequenceEqual(project.StartsAfter.Order()));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Of_AllEndpoints_HavePortsOfTheirOwn(string shape)
    {
        var topology = Describe(shape);
        var next = 20_000;
        var allocation = Allocation.Of(topology, _ => next++);

        allocation.Ports.ShouldBeUnique();
        allocation.Ports.Count().ShouldBe(topology.Resources.Sum(resource => resource.Replicas * resource.Endpoints.Count));
        allocation.PortOf(PartNames.Gateway, SuiteTopology.HttpEndpoint).ShouldBe(8000);
        allocation.PortOf(PartNames.Gateway, SuiteTopology.GrpcEndpoint).ShouldBe(8001);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EnvironmentOf_EveryProject_ResolvesWhollyAndTellsEachReplicaItsOwnAddress(string shape)
    {
        var topology = Describe(shape);
        var allocation = Filled(topology);
        var own = new HashSet<string?>();
        foreach (var project in topology.Projects)
        {
            for (var replica = 0; replica < project.Replicas; replica++)
            {
                var environment = allocation.EnvironmentOf(project, replica);
                environment.Values.ShouldAllBe(value => !string.IsNullOrEmpty(value));
                own.Add(environment["Kestrel__Endpoints__Grpc__Url"]).ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void EnvironmentOf_Sessions_NamesItsOwnDatabaseItsPeersAndNotItself()
    {
        var topology = SuiteTopology.Describe(Plain);
        var environment = Filled(topology).EnvironmentOf(topology[PartNames.Sessions], 0);

        environment["ConnectionStrings__Postgres"].ShouldBe("postgres/focus_sessions");
        environment["ConnectionStrings__RabbitMq"].ShouldBe("rabbitmq/");
        environment.ShouldNotContainKey("ConnectionStrings__MongoDb");
        environment.Keys.Where(key => key.StartsWith("Focus__Peers__", StringComparison.Ordinal)).Order().ShouldBe(
            ["Focus__Peers__Enrollment", "Focus__Peers__Identity"]);
    }

    [Fact]
    public void Describe_SeveralReplicas_GoOnAnsweringWhileTheirCallersLeave()
    {
        var topology = Describe("large");

        foreach (var service in topology.Projects.Where(project => project.Name != PartNames.Gateway))
        {
            Filled(topology).EnvironmentOf(service, 0).ContainsKey("Focus__Drain__Lasts").ShouldBe(service.Replicas > 1, service.Name);
        }
    }

    [Fact]
    public void Describe_WithMetrics_GivesEveryReplicaOfTheSuiteAListenerOfItsOwn()
    {
        SuiteTopology.Describe(Large).Resources.SelectMany(resource => resource.Endpoints).ShouldAllBe(endpoint => endpoint.Name != SuiteTopology.MetricsEndpoint);
        var topology = SuiteTopology.Describe(Large with { Metrics = true });
        var allocation = Filled(topology);
        var listeners = new HashSet<string?>();
        foreach (var project in topology.Projects)
        {
            for (var replica = 0; replica < project.Replicas; replica++)
            {
                var environment = allocation.EnvironmentOf(project, replica);
                listeners.Add(environment["Kestrel__Endpoints__Metrics__Url"]).ShouldBeTrue();
                environment["Kestrel__Endpoints__Metrics__Url"].ShouldNotBe(environment["Kestrel__Endpoints__Grpc__Url"]);
            }
        }

        topology.Resources.Except(topology.Projects).SelectMany(server => server.Endpoints).ShouldAllBe(endpoint => endpoint.Name != SuiteTopology.MetricsEndpoint);
    }

    [Fact]
    public void Describe_WithMongoDb_GivesItToTheDocumentServicesOnly()
    {
        var topology = SuiteTopology.Describe(Large);
        topology.Projects.Where(project => project.References.Contains(PartNames.MongoDb)).Select(project => project.Name)
            .ShouldBe([PartNames.Sessions, PartNames.Progress]);
    }

    [Fact]
    public void EnvironmentOf_WithReplicas_NamesEveryAddressOfAPeer()
    {
        var topology = SuiteTopology.Describe(Large);
        var allocation = Filled(topology);
        var gateway = allocation.EnvironmentOf(topology[PartNames.Gateway], 0);
        var progress = gateway.Where(entry => entry.Key.StartsWith("ReverseProxy__Clusters__progress__", StringComparison.Ordinal)).Select(entry => entry.Value).ToArray();

        progress.ShouldBe(Enumerable.Range(0, 3).Select(i => allocation.AddressOf(PartNames.Progress, SuiteTopology.GrpcEndpoint, i).OriginalString), ignoreOrder: true);
        gateway.ShouldNotContainKey("Focus__Auth__ServiceKey");
        allocation.EnvironmentOf(topology[PartNames.Enrollment], 0)["Focus__Peers__Progress"]!.Split(',').ShouldBe(progress, ignoreOrder: true);
    }

    [Fact]
    public void EnvironmentOf_WithARoute_TellsOfTheRoutesPortsButForItsOwnAddress()
    {
        var topology = SuiteTopology.Describe(Plain);
        var (next, links) = (20_000, new List<SystemLink>());
        var allocation = Allocation.Of(topology, _ => next++, Route);
        allocation.SetConnection(PartNames.Postgres, "focus_identity", "Host=127.0.0.1;Port=1;Database=focus_identity");
        allocation.SetConnection(PartNames.RabbitMq, null, "amqp://focus:secret@127.0.0.1:2/%2F");
        foreach (var parameter in new[] { SuiteTopology.ServiceKey, SuiteTopology.ClockScale, SuiteTopology.ClockOrigin })
            allocation.SetParameter(parameter, parameter);

        var environment = allocation.EnvironmentOf(topology[PartNames.Identity], 0);

        environment["ConnectionStrings__Postgres"].ShouldBe("Host=127.0.0.1;Port=1001;Database=focus_identity");
        environment["ConnectionStrings__RabbitMq"].ShouldBe("amqp://focus:secret@127.0.0.1:1002/%2F");
        environment["Focus__Peers__Progress"].ShouldBe($"http://127.0.0.1:{allocation.PortOf(PartNames.Progress, SuiteTopology.GrpcEndpoint) + 1000}");
        environment["Focus__Auth__Authority"].ShouldBe(environment["Kestrel__Endpoints__Grpc__Url"]);
        links.ShouldAllBe(link => link.From == PartNames.Identity && link.To != PartNames.Identity);

        int Route(SystemLink link)
        {
            links.Add(link);
            return link.Port + 1000;
        }
    }

    [Fact]
    public void RunFilter_OfTheSolution_HasEveryProgramThatUpStarts()
    {
        var filter = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "FocusSuite.Run.slnf")))!["solution"]!["projects"]!;

        filter.AsArray().Select(project => (string)project!).ShouldBe(
            Describe("plain").Projects.Select(resource => resource.Project!).Append("apphost/FocusSuite.AppHost.csproj"), ignoreOrder: true);
    }

    private static SuiteTopology Describe(string shape) => SuiteTopology.Describe(shape == "plain" ? Plain : Large);

    private static Allocation Filled(SuiteTopology topology)
    {
        var next = 20_000;
        var allocation = Allocation.Of(topology, _ => next++);
        foreach (var server in topology.Resources.Where(resource => resource.Kind != ResourceKind.Project))
        {
            allocation.SetConnection(server.Name, null, server.Name + "/");
            foreach (var database in server.Databases)
                allocation.SetConnection(server.Name, database, $"{server.Name}/{database}");
        }

        foreach (var parameter in new[] { SuiteTopology.ServiceKey, SuiteTopology.ClockScale, SuiteTopology.ClockOrigin })
            allocation.SetParameter(parameter, parameter);
        return allocation;
    }
}
