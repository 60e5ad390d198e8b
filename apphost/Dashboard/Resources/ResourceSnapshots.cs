using System.Collections.Concurrent;
using FocusSuite.AppHost.Dashboard.Protos;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;
using Google.Protobuf.WellKnownTypes;
using Resource = FocusSuite.AppHost.Dashboard.Protos.Resource;

namespace FocusSuite.AppHost.Dashboard.Resources;

/// <summary>The parts of the system as the dashboard wants to hear of them.</summary>
internal sealed class ResourceSnapshots(FocusSystem system, PartHealth health, TimeProvider time)
{
    private const string Hidden = "********";
    private static readonly string[] SecretNames = ["ConnectionStrings__", "ServiceKey", "OTLP_HEADERS", "PASSWORD"];

    private readonly ConcurrentDictionary<string, (int? ProcessId, Timestamp Since)> _since = new();

    public async Task<IReadOnlyList<Resource>> TakeAsync(CancellationToken ct) =>
        await Task.WhenAll(system.Parts.Select(part => TakeAsync(part, ct))).ConfigureAwait(false);

    private async Task<Resource> TakeAsync(SystemPart part, CancellationToken ct)
    {
        var state = part.State;
        var (name, style) = Describe(state);
        var resource = new Resource
        {
            Name = NameOf(part),
            DisplayName = system.Find(part.Name)?.Resource.Name ?? part.Name,
            Uid = part.Name,
            ResourceType = IsProject(part) ? "Project" : "Executable",
            State = name,
            StateStyle = style,
            Environment = { system.EnvironmentOf(part.Name).Select(Variable) },
            Commands = { ResourceCommands.Of(part) },
            Relationships = { system.ReferencesOf(part.Name).Select(other => new ResourceRelationship { ResourceName = other, Type = "Reference" }) },
            Properties = { Properties(part) },
        };
        var since = Since(part);
        resource.CreatedAt = since;
        if (state is PartState.Running or PartState.Starting)
            resource.StartedAt = since;
        else
            resource.StoppedAt = since;
        foreach (var (endpoint, address) in system.EndpointsOf(part.Name))
            resource.Urls.Add(Url(endpoint, address, isInactive: state != PartState.Running));
        if (state == PartState.Running)
            resource.HealthReports.Add(Report(await health.OfAsync(part, ct).ConfigureAwait(false)));
        return resource;
    }

    /// <summary>The part that the dashboard means by a name.</summary>
    public SystemPart? Find(string name) => system.Parts.FirstOrDefault(part => NameOf(part) == name);

    private string NameOf(SystemPart part) =>
        system.Find(part.Name) is { Resource.Kind: ResourceKind.Project } found ? DashboardPlan.ResourceName(found.Resource.Name, found.Replica) : part.Name;

    private bool IsProject(SystemPart part) => system.Find(part.Name)?.Resource.Kind == ResourceKind.Project;

    private static (string Name, string Style) Describe(PartState state) => state switch
    {
        PartState.Starting => ("Starting", "info"),
        PartState.Running => ("Running", "success"),
        PartState.Failed => ("Exited", "error"),
        _ => ("Exited", "info"),
    };

    private static IEnumerable<ResourceProperty> Properties(SystemPart part)
    {
        if (part.ProcessId is { } id)
            yield return new ResourceProperty { Name = "executable.pid", Value = Value.ForNumber(id) };
        yield return new ResourceProperty { Name = "log.file", DisplayName = "Log file", Value = Value.ForString(part.LogFile) };
    }

    private static EnvironmentVariable Variable(KeyValuePair<string, string?> variable) => new()
    {
        Name = variable.Key,
        Value = SecretNames.Any(secret => variable.Key.Contains(secret, StringComparison.OrdinalIgnoreCase)) ? Hidden : variable.Value ?? "",
        IsFromSpec = true,
    };

    private static Url Url(string endpoint, string address, bool isInactive) => new()
    {
        EndpointName = endpoint,
        FullUrl = address,
        IsInactive = isInactive,
        DisplayProperties = new UrlDisplayProperties { DisplayName = endpoint },
    };

    private static HealthReport Report(PartHealth.Answer answer) => new()
    {
        Key = "ready",
        Status = answer.Problem is null ? HealthStatus.Healthy : HealthStatus.Unhealthy,
        Description = answer.Problem ?? "",
        LastRunAt = answer.At.ToTimestamp(),
    };

    /// <summary>Since when its process runs, or does not, as far as it was seen from here.</summary>
    private Timestamp Since(SystemPart part)
    {
        var id = part.ProcessId;
        return _since.AddOrUpdate(part.Name, _ => (id, time.GetUtcNow().ToTimestamp()), (_, known) => known.ProcessId == id ? known : (id, time.GetUtcNow().ToTimestamp())).Since;
    }
}
