namespace FocusSuite.Operations.Tests.Support;

/// <summary>The files of docs/operations, as they lie beside the tests.</summary>
internal static class Documents
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "operations");

    public static string Rules { get; } = In("prometheus", "rules.yml");

    public static string Alerts { get; } = In("prometheus", "alerts.yml");

    public static string Kubernetes { get; } = In("prometheus", "kubernetes.yml");

    public static string RuleTests { get; } = In("prometheus", "rules.test.yml");

    public static IEnumerable<string> Dashboards => Directory.EnumerateFiles(In("grafana"), "*.json").Order(StringComparer.Ordinal);

    public static IEnumerable<string> RunBooks => Directory.EnumerateFiles(In("runbooks"), "*.md").Order(StringComparer.Ordinal);

    public static string In(params string[] path) => Path.Combine([Folder, .. path]);
}
