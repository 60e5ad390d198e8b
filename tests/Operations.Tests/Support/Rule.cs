using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace FocusSuite.Operations.Tests.Support;

/// <summary>A rule of a Prometheus rule file: it records a series or raises an alert.</summary>
public sealed record Rule
{
    public string? Record { get; init; }

    public string? Alert { get; init; }

    public string Expr { get; init; } = "";

    public Dictionary<string, string> Labels { get; init; } = [];

    public Dictionary<string, string> Annotations { get; init; } = [];

    internal static IReadOnlyList<Rule> Recording { get; } = Read(Documents.Rules);

    internal static IReadOnlyList<Rule> Alerting { get; } = Read(Documents.Alerts);

    private static List<Rule> Read(string file)
    {
        var yaml = new DeserializerBuilder().WithCaseInsensitivePropertyMatching().IgnoreUnmatchedProperties().Build();

        // Annotations of several alerts are one by an alias, which the merging parser knows.
        return
        [
            .. yaml.Deserialize<RuleFile>(new MergingParser(new Parser(new StringReader(File.ReadAllText(file)))))
                .Groups.SelectMany(group => group.Rules),
        ];
    }

    private sealed record RuleFile
    {
        public List<Group> Groups { get; init; } = [];
    }

    private sealed record Group
    {
        public List<Rule> Rules { get; init; } = [];
    }
}
