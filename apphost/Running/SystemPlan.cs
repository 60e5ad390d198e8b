using FocusSuite.AppHost.Dashboard;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.Running;

/// <summary>Everything that has to be decided before a system can be started.</summary>
internal sealed record SystemPlan
{
    public required RunPaths Paths { get; init; }

    public required BuildOutput Output { get; init; }

    public required Secrets Secrets { get; init; }

    public required ClockSetting Clock { get; init; }

    public required SuiteTopology Topology { get; init; }

    /// <summary>Gives a port for an endpoint that names none.</summary>
    public required Func<string, int> TakePort { get; init; }

    public Readiness ReadinessOf(string part) => Topology.Resources.FirstOrDefault(resource => resource.Name == part)?.Readiness ?? Readiness.Protocol;

    public ServerChoice Servers { get; init; } = new();

    /// <summary>Variables beyond the topology's, by part.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ExtraEnvironment { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>All variables of one replica beyond those of this process.</summary>
    public Dictionary<string, string?> EnvironmentOf(Resource resource, int replica, Allocation allocation)
    {
        var environment = allocation.EnvironmentOf(resource, replica);
        foreach (var (key, value) in Dashboard?.SenderEnvironment(resource.Name, replica) ?? [])
            environment[key] = value;
        foreach (var (key, value) in ExtraEnvironment.GetValueOrDefault(resource.Name) ?? new Dictionary<string, string>())
            environment[key] = value;
        return environment;
    }

    /// <summary>Gives the port at which a part is told to find another one; null for that one's own.</summary>
    public Func<SystemLink, int>? Route { get; init; }

    /// <summary>Where telemetry goes; null for nowhere.</summary>
    public DashboardPlan? Dashboard { get; init; }

    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(3);
}
