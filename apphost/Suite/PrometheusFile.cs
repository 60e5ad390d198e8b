using System.Globalization;
using System.Text;

namespace FocusSuite.AppHost.Suite;

/// <summary>The configuration by which Prometheus collects the metrics of a system on this machine, with the suite's rules.</summary>
internal static class PrometheusFile
{
    private const string Rules = "docs/operations/prometheus";

    /// <param name="targets">Where the metrics are.</param>
    /// <param name="root">The root of the repository, in which the rules are.</param>
    public static string Text(IEnumerable<(string Service, string Part, string Authority)> targets, string root)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Written by ./focus up --metrics.
            global:
              scrape_interval: 5s
              evaluation_interval: 5s
            rule_files:
              - {Quoted(Path.Combine(root, Rules, "rules.yml"))}
              - {Quoted(Path.Combine(root, Rules, "alerts.yml"))}
            scrape_configs:
              - job_name: focus
                static_configs:

            """);
        foreach (var target in targets)
        {
            var labels = $"service: '{target.Service}', instance: '{target.Part}'";
            text.AppendLine(CultureInfo.InvariantCulture, $"      - {{ targets: ['{target.Authority}'], labels: {{ {labels} }} }}");
        }

        return text.ToString();
    }

    private static string Quoted(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
