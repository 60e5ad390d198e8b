using System.Globalization;
using System.Xml.Linq;
using FocusSuite.Deployment.Tests.Support;
using FocusSuite.Hosting.Draining;
using FocusSuite.Protocol.Peers;
using FocusSuite.ServiceDefaults.Hosting;
using FocusSuite.TestSupport;
using FocusSuite.TestSystem;
using k8s.Models;
using Microsoft.Extensions.Hosting;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Manifests;

/// <summary>What no pod may be without.</summary>
public sealed class PodTests
{
    // CoreDNS' plug-in cache keeps an answer for 30 s in the configuration that kubeadm and the hosted clusters ship.
    private static readonly TimeSpan NameServersCache = TimeSpan.FromSeconds(30);

    public static TheoryData<string> All => Folders.All;

    public static TheoryData<string> Suites => Folders.Suites;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Pod_OfAnyKind_HasNoRightsAndABound(string folder)
    {
        foreach (var pod in (await Rendering.OfAsync(folder)).Pods)
        {
            var name = pod.Owner;
            pod.Spec.AutomountServiceAccountToken.ShouldBe(false, name);
            pod.Spec.SecurityContext.RunAsNonRoot.ShouldBe(true, name);
            pod.Spec.SecurityContext.RunAsUser!.Value.ShouldBeGreaterThan(0, name);
            pod.Spec.SecurityContext.SeccompProfile.Type.ShouldBe("RuntimeDefault", name);
            foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? []))
            {
                container.SecurityContext.ReadOnlyRootFilesystem.ShouldBe(true, name);
                container.SecurityContext.AllowPrivilegeEscalation.ShouldBe(false, name);
                container.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"], name);
                container.SecurityContext.Privileged.ShouldNotBe(true, name);
                container.Resources.Requests.Keys.ShouldBe(["cpu", "memory"], ignoreOrder: true, name);
                container.Resources.Limits.Keys.ShouldBe(["cpu", "memory"], ignoreOrder: true, name);
                container.Image.ShouldContain(":", customMessage: name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Pod_ThatServes_IsAskedWhetherItIsStartedReadyAndLiveAtAPortOfIts(string folder)
    {
        foreach (var pod in (await Rendering.OfAsync(folder)).Of<V1Deployment>().Select(
            deployment => new PodOf(deployment.Name(), deployment.Spec.Template)))
        {
            foreach (var probe in new[] { pod.Main.StartupProbe, pod.Main.ReadinessProbe, pod.Main.LivenessProbe })
            {
                probe.ShouldNotBeNull(pod.Owner);
                pod.Main.Ports.ShouldContain(port => IsOf(probe, port), pod.Owner);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Service_ThatIsLive_IsAskedForTheProcessAloneAndReadyForItsDependenciesToo(string folder)
    {
        var objects = await Rendering.OfAsync(folder);
        foreach (var service in PartNames.Services)
        {
            var main = new PodOf(service, objects.One<V1Deployment>(service).Spec.Template).Main;
            main.LivenessProbe.Grpc.Service.ShouldBe(FocusService.Live);
            main.StartupProbe.Grpc.Service.ShouldBe(FocusService.Live);
            main.ReadinessProbe.Grpc.Service.ShouldBeNullOrEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Pod_ThatIsToldToStop_HasTheTimeThatItsProgramTakes(string folder)
    {
        var objects = await Rendering.OfAsync(folder);
        foreach (var deployment in objects.Of<V1Deployment>())
        {
            var pod = new PodOf(deployment.Name(), deployment.Spec.Template);
            var shutdown = pod.Owner == PartNames.Gateway ? new HostOptions().ShutdownTimeout : DrainOptions.ShutdownTimeout;
            var sleep = TimeSpan.FromSeconds(pod.Main.Lifecycle.PreStop.Sleep.Seconds);

            sleep.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(5), "callers look for replicas every 5 s");
            TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds!.Value).ShouldBeGreaterThan(sleep + shutdown);
            deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value.ShouldBe("0");
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Pod_ThatIsNew_IsReadyForLongEnoughToBeFoundBeforeAnOldOneGoes(string folder)
    {
        var objects = await Rendering.OfAsync(folder);
        var gateway = new PodOf(PartNames.Gateway, objects.One<V1Deployment>(PartNames.Gateway).Spec.Template).Main;
        var gatewaysLookUp = TimeSpan.FromSeconds(
            double.Parse(objects.EnvironmentOf(gateway)["Gateway__LookUpSeconds"], CultureInfo.InvariantCulture));
        var lookUp = gatewaysLookUp > PeerServiceCollectionExtensions.LookUp ? gatewaysLookUp : PeerServiceCollectionExtensions.LookUp;
        foreach (var deployment in objects.Of<V1Deployment>())
        {
            TimeSpan.FromSeconds(deployment.Spec.MinReadySeconds ?? 0)
                .ShouldBeGreaterThanOrEqualTo(lookUp + NameServersCache, deployment.Name());
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task Image_OfEveryProject_HasTheUserAndThePortsOfTheManifest(string folder)
    {
        var settings = XDocument.Load(Repository.PathOf("deploy/Container.props"));
        var user = settings.Descendants("ContainerUser").Single().Value;
        var objects = await Rendering.OfAsync(folder);
        foreach (var project in PartNames.Services.Append(PartNames.Gateway))
        {
            var pod = new PodOf(project, objects.One<V1Deployment>(project).Spec.Template);
            pod.Spec.SecurityContext.RunAsUser!.Value.ToString(CultureInfo.InvariantCulture).ShouldBe(user);
            pod.Main.Image.ShouldMatch($"(^|/)focus-suite/{project}:[^:]+$");

            var group = settings.Descendants("ItemGroup").Single(items => items.Elements("ContainerPort").Any()
                && items.Attribute("Condition")!.Value.Contains(project == PartNames.Gateway ? "==" : "!=", StringComparison.Ordinal));
            pod.Main.Ports.Select(port => port.ContainerPort.ToString(CultureInfo.InvariantCulture))
                .ShouldBe(group.Elements().Select(port => port.Attribute("Include")!.Value), ignoreOrder: true);
        }
    }

    private static bool IsOf(V1Probe probe, V1ContainerPort port) => probe switch
    {
        { Grpc: { } grpc } => grpc.Port == port.ContainerPort,
        { HttpGet: { } http } => http.Port.Value == port.Name,
        { TcpSocket: { } tcp } => tcp.Port.Value == port.Name,
        { Exec.Command.Count: > 0 } => true,
        _ => false,
    };
}
