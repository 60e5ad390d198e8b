using FocusSuite.Deployment.Tests.Support;
using FocusSuite.TestSupport;
using k8s.Models;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Manifests;

/// <summary>Every manifest is one that Kubernetes knows, and what it names is there.</summary>
public sealed class FormTests
{
    public static TheoryData<string> All => Folders.All;

    public static TheoryData<string> Suites => Folders.Suites;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Manifests_Rendered_AreReadStrictlyAndInOneNamespace(string folder)
    {
        var objects = await Rendering.OfAsync(folder);

        objects.All.Count.ShouldBeGreaterThan(5);
        var expected = folder.Contains("development", StringComparison.Ordinal) ? "focus-suite-dev" : "focus-suite";
        objects.Of<V1Namespace>().ShouldHaveSingleItem().Name().ShouldBe(expected);
        objects.All.Where(one => one is not V1Namespace).Cast<IMetadata<V1ObjectMeta>>()
            .ShouldAllBe(one => one.Metadata.NamespaceProperty == expected);
    }

    [Theory]
    [InlineData("spec: { replica: 2 }")]
    [InlineData("spec: { replicas: two }")]
    [InlineData("spec: { replicas: 1, replicas: 2 }")]
    [InlineData("spec: { template: { spec: { containers: [ { name: main, imagePullPolice: Always } ] } } }")]
    public void Manifest_WithAFault_IsRefused(string fault) =>
        Should.Throw<Exception>(() => Rendering.Load($"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{ name: faulty }}\n{fault}\n"));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Selectors_OfEveryKind_FindWhatTheyMean(string folder)
    {
        var objects = await Rendering.OfAsync(folder);

        foreach (var deployment in objects.Of<V1Deployment>())
        {
            Matches(deployment.Spec.Selector.MatchLabels, deployment.Spec.Template).ShouldBeTrue(deployment.Name());
        }

        foreach (var service in objects.Of<V1Service>())
        {
            var pod = objects.Pods.Single(pod => Matches(service.Spec.Selector, pod.Template));
            pod.Owner.ShouldBe(service.Name());
            service.Spec.Ports.ShouldAllBe(port => pod.Main.Ports.Any(own => own.Name == port.TargetPort.Value));
        }

        foreach (var budget in objects.Of<V1PodDisruptionBudget>())
        {
            objects.Pods.Single(pod => Matches(budget.Spec.Selector.MatchLabels, pod.Template)).Owner.ShouldBe(budget.Name());
        }

        foreach (var scaler in objects.Of<V2HorizontalPodAutoscaler>())
        {
            objects.One<V1Deployment>(scaler.Spec.ScaleTargetRef.Name)
                .Spec.Replicas.ShouldBeNull("a number here would undo the scaler's with every release");
            scaler.Spec.MinReplicas!.Value.ShouldBeInRange(2, scaler.Spec.MaxReplicas);
        }
    }

    [Fact]
    public async Task Production_EveryDeployment_HasABudgetAndAScalerAndIsSpread()
    {
        var objects = await Rendering.OfAsync(Folders.Production);

        foreach (var deployment in objects.Of<V1Deployment>())
        {
            objects.One<V1PodDisruptionBudget>(deployment.Name()).ShouldNotBeNull();
            objects.One<V2HorizontalPodAutoscaler>(deployment.Name()).ShouldNotBeNull();
            deployment.Spec.Template.Spec.TopologySpreadConstraints.Select(spread => spread.TopologyKey)
                .ShouldBe(["topology.kubernetes.io/zone", "kubernetes.io/hostname"]);
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Secrets_OfTheSuite_AreNamedAndNotHeld(string folder)
    {
        var objects = await Rendering.OfAsync(folder);
        objects.Of<V1Secret>().ShouldBeEmpty();
        var named = objects.Pods.SelectMany(pod => pod.Main.Env).Select(variable => variable.ValueFrom?.SecretKeyRef)
            .OfType<V1SecretKeySelector>().ToArray();

        var file = await File.ReadAllTextAsync(Repository.PathOf("deploy/secrets.example.yaml"), TestContext.Current.CancellationToken);
        var example = new Objects(Rendering.Load(file));
        Keys(example.Of<V1Secret>().SelectMany(secret => secret.StringData.Keys.Select(key => (secret.Name(), key))))
            .ShouldBe(Keys(named.Select(one => (one.Name, one.Key))));

        // The trial's own: all but what may be left out.
        var trial = await Rendering.OfAsync(Folders.DevelopmentServers);
        Keys(trial.Of<V1Secret>().SelectMany(secret => secret.Data.Keys.Select(key => (secret.Name(), key))))
            .ShouldBe(Keys(named.Where(one => one.Optional != true).Select(one => (one.Name, one.Key))));
    }

    private static string[] Keys(IEnumerable<(string Secret, string Key)> keys) =>
        [.. keys.Select(key => $"{key.Secret}/{key.Key}").Distinct().Order(StringComparer.Ordinal)];

    private static bool Matches(IDictionary<string, string> selector, V1PodTemplateSpec template) =>
        selector.Count > 0 && selector.All(label => template.Metadata.Labels.TryGetValue(label.Key, out var value) && value == label.Value);
}
