using FocusSuite.Deployment.Tests.Support;
using k8s.Models;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Manifests;

/// <summary>Prometheus collects every pod, and nobody else gets at what it collects.</summary>
public sealed class MetricsTests
{
    public static TheoryData<string> Suites => Folders.Suites;

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Listener_OfEveryPod_IsForPrometheusAlone(string folder)
    {
        var objects = await Rendering.OfAsync(folder);
        foreach (var pod in objects.Pods)
        {
            var port = MetricsPort(pod);
            var open = objects.Of<V1NetworkPolicy>().Where(policy => Selects(policy.Spec.PodSelector, pod.Template))
                .SelectMany(policy => policy.Spec.Ingress ?? [])
                .Where(
                    rule => rule.Ports is null or { Count: 0 }
                        || rule.Ports.Any(one => one.Port.Value == $"{port}" || one.EndPort is not null));

            var peer = open.ShouldHaveSingleItem(pod.Owner).FromProperty.ShouldHaveSingleItem(pod.Owner);
            peer.NamespaceSelector.MatchLabels.ShouldContainKeyAndValue("kubernetes.io/metadata.name", "monitoring");
            peer.PodSelector.MatchLabels.ShouldContainKeyAndValue(Objects.NameLabel, "prometheus");
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Listener_OfEveryPod_IsAtNoServiceAndNobodyElsesPort(string folder)
    {
        var objects = await Rendering.OfAsync(folder);
        foreach (var pod in objects.Pods)
        {
            pod.Main.Ports.Select(port => port.ContainerPort).ShouldBeUnique();
            objects.Of<V1Service>().SelectMany(service => service.Spec.Ports).ShouldAllBe(port => port.TargetPort.Value != "metrics");
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Scrape_OfEveryPod_FindsTheListenerAndNamesTheService(string folder)
    {
        var scrape = ScrapeConfiguration.Load();
        scrape.JobName.ShouldBe("focus");
        foreach (var pod in (await Rendering.OfAsync(folder)).Pods)
        {
            var (port, labels) = scrape.TargetsOf(pod).ShouldHaveSingleItem(pod.Owner);

            port.ShouldBe(MetricsPort(pod));
            labels.ShouldBe(new Dictionary<string, string> { ["service"] = pod.Owner, ["instance"] = pod.Owner + "-0" }, ignoreOrder: true);
            scrape.TargetsOf(pod, "Succeeded").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Scrape_OfProduction_LooksWhereTheSuiteIs()
    {
        var suite = await Rendering.OfAsync(Folders.Production);

        ScrapeConfiguration.Load()
            .Namespaces.ShouldBe(suite.Of<V1Deployment>().Select(deployment => deployment.Metadata.NamespaceProperty).Distinct());
    }

    private static int MetricsPort(PodOf pod) => pod.Main.Ports.Single(port => port.Name == "metrics").ContainerPort;

    private static bool Selects(V1LabelSelector selector, V1PodTemplateSpec template) =>
        (selector.MatchLabels ?? new Dictionary<string, string>()).All(label => template.Metadata.Labels.Contains(label))
        && (selector.MatchExpressions ?? []).All(expression => expression.OperatorProperty == "In"
            && template.Metadata.Labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value));
}
