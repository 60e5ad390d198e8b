namespace FocusSuite.AppHost.Topology;

/// <summary>Where Prometheus collects the metrics of one process.</summary>
/// <param name="Service">What the process is a replica of, e.g. <c>sessions</c>.</param>
/// <param name="Part">The replica's name, e.g. <c>sessions-2</c>.</param>
/// <param name="Listener">The listener that serves nothing but the metrics.</param>
public sealed record MetricsTarget(string Service, string Part, Uri Listener)
{
    /// <summary>The page with the metrics.</summary>
    public Uri Url => new(Listener, "/metrics");
}
