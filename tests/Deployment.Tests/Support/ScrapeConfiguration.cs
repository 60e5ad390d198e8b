using System.Text.RegularExpressions;
using FocusSuite.TestSupport;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace FocusSuite.Deployment.Tests.Support;

/// <summary>
/// What Prometheus makes of pods by docs/operations/prometheus/kubernetes.yml: the part of its relabelling that stands there.
/// </summary>
internal sealed partial class ScrapeConfiguration
{
    private readonly IReadOnlyList<Relabelling> _rules;

    private ScrapeConfiguration(Job job) =>
        (JobName, Namespaces, _rules) = (job.JobName, job.KubernetesSdConfigs.Single().Namespaces.Names, job.RelabelConfigs);

    public string JobName { get; }

    public IReadOnlyList<string> Namespaces { get; }

    public static ScrapeConfiguration Load()
    {
        var reader = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties()
            .Build();
        var text = System.IO.File.ReadAllText(Repository.PathOf("docs/operations/prometheus/kubernetes.yml"));
        return new ScrapeConfiguration(reader.Deserialize<File>(text).ScrapeConfigs.Single());
    }

    /// <summary>The ports of a pod that are collected, each with the labels that its series get.</summary>
    public IEnumerable<(int Port, IReadOnlyDictionary<string, string> Labels)> TargetsOf(PodOf pod, string phase = "Running")
    {
        foreach (var port in pod.Main.Ports)
        {
            var labels = pod.Template.Metadata.Labels
                .ToDictionary(label => "__meta_kubernetes_pod_label_" + NoLetterOrDigit.Replace(label.Key, "_"), label => label.Value);
            labels["__meta_kubernetes_pod_container_port_name"] = port.Name;
            labels["__meta_kubernetes_pod_name"] = pod.Owner + "-0";
            labels["__meta_kubernetes_pod_phase"] = phase;
            if (_rules.All(rule => rule.Apply(labels)))
            {
                yield return (
                    port.ContainerPort, labels.Where(label => !label.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary());
            }
        }
    }

    [GeneratedRegex("[^a-zA-Z0-9_]")]
    private static partial Regex NoLetterOrDigit { get; }

    private sealed class File
    {
        public List<Job> ScrapeConfigs { get; set; } = [];
    }

    private sealed class Job
    {
        public string JobName { get; set; } = "";

        public List<Discovery> KubernetesSdConfigs { get; set; } = [];

        public List<Relabelling> RelabelConfigs { get; set; } = [];
    }

    private sealed class Discovery
    {
        public NamespaceNames Namespaces { get; set; } = new();
    }

    private sealed class NamespaceNames
    {
        public List<string> Names { get; set; } = [];
    }

    private sealed class Relabelling
    {
        public string Action { get; set; } = "replace";

        public List<string> SourceLabels { get; set; } = [];

        public string Regex { get; set; } = "(.*)";

        public string TargetLabel { get; set; } = "";

        /// <summary>False when the target is not collected. A label that is not there is empty, and the expression is anchored.</summary>
        public bool Apply(Dictionary<string, string> labels)
        {
            var value = string.Join(';', SourceLabels.Select(label => labels.GetValueOrDefault(label, "")));
            var matches = System.Text.RegularExpressions.Regex.IsMatch(value, $"^(?:{Regex})$");
            switch (Action)
            {
                case "keep":
                    return matches;
                case "drop":
                    return !matches;
                case "replace":
                    labels[TargetLabel] = value;
                    return true;
                default:
                    throw new InvalidOperationException($"There is no rule for {Action}.");
            }
        }
    }
}
