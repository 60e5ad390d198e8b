using System.Text.Json.Nodes;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>A Grafana dashboard.</summary>
internal sealed record Dashboard(string Name, JsonObject Json)
{
    public static IReadOnlyList<Dashboard> All { get; } =
        [.. Documents.Dashboards.Select(file => new Dashboard(Path.GetFileName(file), JsonNode.Parse(File.ReadAllText(file))!.AsObject()))];

    public IReadOnlyList<JsonObject> Panels => [.. Json["panels"]!.AsArray().Select(panel => panel!.AsObject())];

    /// <summary>Every query, with the variables as a viewer would have them who looks at all, over a short time.</summary>
    public IEnumerable<(string Panel, string Query)> Queries =>
        from panel in Panels
        from target in panel["targets"]?.AsArray() ?? []
        select ((string)panel["title"]!, Filled((string)target!["expr"]!));

    private static string Filled(string query) =>
        query.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$__range", "5m", StringComparison.Ordinal)
            .Replace("$service", ".+", StringComparison.Ordinal);
}
