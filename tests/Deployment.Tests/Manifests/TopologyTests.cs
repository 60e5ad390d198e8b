using FocusSuite.Deployment.Tests.Support;
using FocusSuite.TestSystem;
using k8s.Models;
using Shouldly;
using static FocusSuite.TestSystem.SuiteValue;

namespace FocusSuite.Deployment.Tests.Manifests;

/// <summary>The cluster and the one machine run the same system: same parts, same variables, same references.</summary>
public sealed class TopologyTests
{
    // What is for a developer's machine only: few cores, a clock that may run fast, and the client where its build has put it.
    private static readonly string[] OneMachineOnly =
    [
        "DOTNET_gcServer",
        "DOTNET_TieredPGO",
        "DOTNET_TC_CallCountingDelayMs",
        "Focus__Clock__Scale",
        "Focus__Clock__Origin",
        "Focus__WarmUp__Timeout",
        "Gateway__WebFolder",
    ];
    private static readonly string[] ByTheProcessAlone = ["Kestrel__", "Focus__Migrate"];
    private static readonly Lazy<Task<SuiteModel>> Model = new(
        () => SuiteModel.DescribeAsync("--mongodb", "mongodb://127.0.0.1:27017", "--metrics"));

    public static TheoryData<string> Suites => Folders.Suites;

    public static TheoryData<string, string> SuitesAndMigrations => Folders.SuitesAndMigrations;

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Deployments_AreTheProjectsOfTheTopology(string folder) =>
        (await Rendering.OfAsync(folder)).Of<V1Deployment>().Select(deployment => deployment.Name())
            .ShouldBe((await Model.Value).Parts.Select(part => part.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Environment_OfEveryDeployment_IsThatOfTheTopologyAndOtherwiseSettingsThatExist(string folder)
    {
        var objects = await Rendering.OfAsync(folder);
        foreach (var project in (await Model.Value).Parts)
        {
            var pod = new PodOf(project.Name, objects.One<V1Deployment>(project.Name).Spec.Template);
            var environment = objects.EnvironmentOf(pod.Main);
            var described = project.Environment.Where(variable => !OneMachineOnly.Contains(variable.Key)).ToDictionary();

            described.Keys.Except(environment.Keys).ShouldBeEmpty(project.Name);
            foreach (var (key, value) in described)
            {
                environment[key].ShouldBe(Expected(key, value, project, pod), $"{project.Name}: {key}");
            }

            foreach (var key in environment.Keys.Except(described.Keys))
            {
                KnownSettings.Contains(key)
                    .ShouldBeTrue($"{project.Name}: {key} is no setting of the suite and no variable of the topology");
            }
        }
    }

    [Theory]
    [MemberData(nameof(SuitesAndMigrations))]
    public async Task Migration_OfEveryService_IsItsProgramWithItsEnvironment(string folder, string migrateFolder)
    {
        var model = await Model.Value;
        var (suite, migrate) = (await Rendering.OfAsync(folder), await Rendering.OfAsync(migrateFolder));
        migrate.Of<V1Job>().Select(job => job.Name())
            .ShouldBe(PartNames.Services.Select(service => $"migrate-{service}"), ignoreOrder: true);
        foreach (var service in PartNames.Services)
        {
            var runs = new PodOf(service, suite.One<V1Deployment>(service).Spec.Template).Main;
            var migrates = new PodOf(service, migrate.One<V1Job>($"migrate-{service}").Spec.Template).Main;

            migrates.Image.ShouldBe(runs.Image);
            migrates.Args.ShouldBe(["migrate"]);
            var needed = suite.EnvironmentOf(runs)
                .Where(variable => !ByTheProcessAlone.Any(variable.Key.StartsWith) && !KnownSettings.Contains(variable.Key));
            foreach (var (key, value) in needed.Where(variable => model[service].Environment.ContainsKey(variable.Key)))
            {
                migrate.EnvironmentOf(migrates).GetValueOrDefault(key).ShouldBe(value, $"{service}: {key}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Network_OpenWays_AreTheReferencesOfTheTopologyAtBothEnds(string folder)
    {
        var policies = (await Rendering.OfAsync(folder)).Of<V1NetworkPolicy>().ToArray();
        var references = (from project in (await Model.Value).Parts
                          from target in project.References
                          select $"{project.Name} to {target}").Order().ToArray();

        var open = policies.Where(policy => Selected(policy) is not null).ToArray();
        var into = from policy in open
                   from rule in policy.Spec.Ingress ?? []
                   from peer in Peers(rule.FromProperty, rule.Ports)
                   select $"{peer} to {Selected(policy)}";
        var outOf = from policy in open
                    from rule in policy.Spec.Egress ?? []
                    from peer in Peers(rule.To, rule.Ports)
                    select $"{Selected(policy)} to {peer}";

        into.Order().ShouldBe(references);
        outOf.Order().ShouldBe(references);
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Network_WhereNothingIsSaid_IsClosedAndOnlyTheGatewayIsForEverybody(string folder)
    {
        var policies = (await Rendering.OfAsync(folder)).Of<V1NetworkPolicy>().ToArray();

        policies.ShouldContain(policy => policy.Spec.PodSelector.MatchLabels == null && policy.Spec.PodSelector.MatchExpressions == null
            && policy.Spec.Ingress == null && policy.Spec.Egress == null && policy.Spec.PolicyTypes.Count == 2);
        policies.Where(policy => (policy.Spec.Ingress ?? []).Any(rule => rule.FromProperty is null or { Count: 0 })).Select(Selected)
            .ShouldBe([PartNames.Gateway]);
        policies.SelectMany(policy => policy.Spec.Egress ?? []).ShouldAllBe(rule => rule.Ports.Count > 0);
    }

    [Fact]
    public async Task Scalers_ByLag_WatchQueuesThatServicesConsume()
    {
        var scalers = (await Rendering.OfAsync(Folders.Production)).Of<V2HorizontalPodAutoscaler>();

        scalers.SelectMany(scaler => scaler.Spec.Metrics.Where(metric => metric.External is not null)
                .Select(metric => (scaler.Name(), metric.External.Metric.Selector.MatchLabels["queue"])))
            .ShouldBe(
                [(PartNames.Progress, "progress.session-completed"), (PartNames.Enrollment, "enrollment.day-evaluated")],
                ignoreOrder: true);
    }

    /// <param name="part">What holds live streams open.</param>
    /// <param name="idle">Bytes that it takes without any; measured, docs/operations/scale.md.</param>
    /// <param name="stream">Bytes that a stream takes; from there, too.</param>
    [Theory]
    [InlineData(PartNames.Gateway, 88_000_000, 47_000)]
    [InlineData(PartNames.Sessions, 115_000_000, 32_000)]
    public async Task Scalers_OfWhatHoldsStreams_AddAPodBeforeTenThousandFillItsHeap(string part, double idle, double stream)
    {
        const int Streams = 10_000;
        const double HeapOfLimit = 0.75; // https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#heap-limit
        var objects = await Rendering.OfAsync(Folders.Production);
        var memory = objects.Pods.Single(pod => pod.Owner == part).Main.Resources;
        var metric = objects.One<V2HorizontalPodAutoscaler>(part).Spec.Metrics.Single(metric => metric.Resource?.Name == "memory").Resource;

        var added = memory.Requests["memory"].ToDouble() * metric.Target.AverageUtilization!.Value / 100;

        added.ShouldBeInRange(idle + (Streams * stream), memory.Limits["memory"].ToDouble() * HeapOfLimit);
    }

    [Fact]
    public async Task TrialDatabases_AreThoseOfTheTopology()
    {
        var sql = (await Rendering.OfAsync(Folders.DevelopmentServers)).One<V1ConfigMap>("postgres-databases").Data["databases.sql"];

        sql.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe((await Model.Value).Databases.Select(database => $"CREATE DATABASE {database};"));
    }

    private static string Expected(string key, SuiteValue value, SuitePart project, PodOf pod) => value switch
    {
        Text { Value: "Development" } => "Production",
        Text when key == "Focus__Migrate" => "false",
        Text text => text.Value,
        AddressOf address when key.StartsWith("Focus__Peers__", StringComparison.Ordinal) => $"dns:///{address.Part}:8080",
        AddressOf address => $"http://{address.Part}:8080",
        OwnAddress own => $"http://*:{pod.Main.Ports.Single(port => port.Name == own.Endpoint).ContainerPort}",
        ConnectionTo { Server: PartNames.RabbitMq } => "secret:focus-broker/rabbitmq",
        ConnectionTo to => $"secret:focus-databases/{to.Server}-{project.Name}",
        ServiceKey => "secret:focus-service-key/service-key",
        _ => throw new InvalidOperationException($"There is no rule for {key}."),
    };

    private static string? Selected(V1NetworkPolicy policy) =>
        policy.Spec.PodSelector.MatchLabels?.TryGetValue(Objects.NameLabel, out var name) == true ? name : null;

    private static string[] Peers(IList<V1NetworkPolicyPeer>? peers, IList<V1NetworkPolicyPort> ports)
    {
        var named = (peers ?? []).Select(peer => peer.PodSelector.MatchLabels[Objects.NameLabel]).ToArray();
        if (named.Length > 0)
        {
            ports.ShouldHaveSingleItem().Port.Value.ShouldBe("8080");
        }

        return named;
    }
}
