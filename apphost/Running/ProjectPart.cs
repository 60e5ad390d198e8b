using FocusSuite.AppHost.Topology;

namespace FocusSuite.AppHost.Running;

/// <summary>One replica of a service or of the gateway.</summary>
internal sealed class ProjectPart : SystemPart
{
    // A service drains its calls and consumers for up to 15 s.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    // Would move a service away from the address that we tell it.
    private static readonly string[] Unwanted = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS", "URLS"];

    private readonly string _assembly;
    private readonly Func<Dictionary<string, string?>> _environment;
    private readonly HealthProbe _probe;

    public ProjectPart(Resource resource, int replica, Uri address, string assembly, Func<Dictionary<string, string?>> environment, RunPaths paths, TimeSpan startTimeout)
        : base(resource.ReplicaName(replica), paths.LogOf(resource.ReplicaName(replica)), paths.Pids, startTimeout)
    {
        _assembly = assembly;
        _environment = environment;
        _probe = new HealthProbe(resource.Readiness, address);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync().ConfigureAwait(false);
        _probe.Dispose();
    }

    private protected override ProcessSpec Describe()
    {
        var environment = _environment();
        foreach (var name in Unwanted)
            environment[name] = null;
        return new ProcessSpec
        {
            Name = Name,
            FileName = "dotnet",
            Arguments = [_assembly],
            // Where its appsettings.json lies.
            WorkingDirectory = Path.GetDirectoryName(_assembly),
            Environment = environment,
            StopTimeout = StopTimeout,
        };
    }

    private protected override Task<string?> ProblemAsync(CancellationToken ct) => _probe.ProblemAsync(ct);
}
