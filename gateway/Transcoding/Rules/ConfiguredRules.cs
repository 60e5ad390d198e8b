using Google.Api;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Rules;

/// <summary>
/// Rules that stand beside the protos, by selector: a qualified name, or one that ends in <c>*</c> for one or more components, or several
/// of them with commas between. The last one that selects a method wins, also over the method's own annotation.
/// </summary>
internal sealed class ConfiguredRules(IEnumerable<HttpRule> rules)
{
    private readonly (HttpRule Rule, string[] Patterns)[] _rules =
        [.. rules.Select(r => (r, r.Selector.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>The rule of a method: a configured one, or its own.</summary>
    public HttpRule? Of(MethodDescriptor method) =>
        Array.FindLast(_rules, r => Array.Exists(r.Patterns, p => Selects(p, method.FullName))).Rule
            ?? method.GetOptions()?.GetExtension(AnnotationsExtensions.Http);

    /// <summary>What is wrong with the selectors themselves.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (rule, patterns) in _rules)
        {
            if (patterns.Length == 0)
            {
                yield return $"A configured rule has no selector ({rule.PatternCase}); name the method that it is for.";
            }

            foreach (var pattern in patterns.Where(p => !IsPattern(p)))
            {
                yield return $"The selector \"{pattern}\" is none: a * stands for whole names at the end, as in \"package.Service.*\".";
            }
        }
    }

    /// <summary>The selectors that select none of the methods.</summary>
    public IEnumerable<string> Unused(IReadOnlyCollection<MethodDescriptor> methods) =>
        _rules.SelectMany(r => r.Patterns).Where(p => !methods.Any(m => Selects(p, m.FullName))).Distinct(StringComparer.Ordinal);

    private static bool IsPattern(string pattern)
    {
        var names = pattern.Split('.');
        return names.All(n => n.Length > 0) && !names[..^1].Any(n => n.Contains('*')) && (names[^1] == "*" || !names[^1].Contains('*'));
    }

    private static bool Selects(string pattern, string name) =>
        pattern == name || pattern == "*"
            || (pattern.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
