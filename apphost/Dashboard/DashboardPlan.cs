using System.Globalization;
using FocusSuite.AppHost.Installation;

namespace FocusSuite.AppHost.Dashboard;

/// <summary>Where the dashboard will listen and what its callers have to show. Known before it runs, since the services are told at their start.</summary>
internal sealed record DashboardPlan
{
    private const string KeyHeader = "x-otlp-api-key";

    public required string Program { get; init; }

    public required DashboardTool Tool { get; init; }

    public required Uri Frontend { get; init; }

    public required Uri Otlp { get; init; }

    /// <summary>What a browser shows once; a cookie remembers it.</summary>
    public required string BrowserToken { get; init; }

    /// <summary>What senders of telemetry show.</summary>
    public required string OtlpKey { get; init; }

    /// <summary>What the dashboard shows to the resource service.</summary>
    public required string ResourceKey { get; init; }

    /// <summary>The page that signs a browser in.</summary>
    public Uri Login => new(Frontend, "/login?t=" + BrowserToken);

    public static DashboardPlan Of(DashboardTool tool, string program, Secrets secrets, Func<string, int> takePort) => new()
    {
        Program = program,
        Tool = tool,
        Frontend = Address(takePort("dashboard/http")),
        Otlp = Address(takePort("dashboard/otlp")),
        BrowserToken = secrets.KeyFor("dashboard/browser"),
        OtlpKey = secrets.KeyFor("dashboard/otlp"),
        ResourceKey = secrets.KeyFor("dashboard/resources"),
    };

    /// <summary>The variables by which a part sends its telemetry here.</summary>
    /// <param name="resource">What the part is a replica of.</param>
    /// <param name="replica">Which one, from zero.</param>
    public IEnumerable<KeyValuePair<string, string?>> SenderEnvironment(string resource, int replica) =>
    [
        new("OTEL_EXPORTER_OTLP_ENDPOINT", Otlp.OriginalString),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        new("OTEL_EXPORTER_OTLP_HEADERS", $"{KeyHeader}={OtlpKey}"),
        new("OTEL_SERVICE_NAME", resource),
        new("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=" + InstanceOf(replica)),
        // A developer wants to see it now.
        new("OTEL_BSP_SCHEDULE_DELAY", "1000"),
        new("OTEL_BLRP_SCHEDULE_DELAY", "1000"),
        new("OTEL_METRIC_EXPORT_INTERVAL", "5000"),
    ];

    /// <summary>The name of a replica by which the dashboard brings its resource and its telemetry together.</summary>
    public static string ResourceName(string resource, int replica) => $"{resource}-{InstanceOf(replica)}";

    private static string InstanceOf(int replica) => (replica + 1).ToString(CultureInfo.InvariantCulture);

    private static Uri Address(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
}
