using System.Text.RegularExpressions;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Options.V1;
using Google.Api;
using Google.Protobuf.Reflection;
using Access = FocusSuite.Protos.Options.V1.Access;

namespace FocusSuite.BadInputs.Wire;

/// <summary>A JSON route as the protos declare it: a new one is tested by itself.</summary>
public sealed partial record PublicRoute(MethodDescriptor Method, string Verb, string Template, string Body)
{
    /// <summary>All of them, by verb and path.</summary>
    public static IReadOnlyList<PublicRoute> All { get; } =
    [
        .. MethodCatalog.All.Values
            .SelectMany(method => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule
                ? rule.AdditionalBindings.Prepend(rule).Select(one => Of(method, one))
                : [])
            .OrderBy(route => route.Template, StringComparer.Ordinal).ThenBy(route => route.Verb, StringComparer.Ordinal),
    ];

    public string Name => $"{Verb} {Template}";

    public Access Access => MethodCatalog.AccessOf(Method);

    public bool HasBody => Body.Length > 0;

    public bool IsStream => Method.IsServerStreaming;

    /// <summary>Whether errors carry what the first mobile clients read.</summary>
    public bool HasEnvelope => Method.GetOptions().GetExtension(OptionsExtensions.EnvelopeErrors);

    public IReadOnlyList<FieldDescriptor> PathFields =>
        [.. Variable().Matches(Template).Select(match => Method.InputType.FindFieldByName(match.Groups[1].Value))];

    public IReadOnlyList<FieldDescriptor> BodyFields => HasBody ? [.. Others()] : [];

    public IReadOnlyList<FieldDescriptor> QueryFields => HasBody ? [] : [.. Others()];

    /// <summary>The route of that name.</summary>
    public static PublicRoute Find(string name) => All.First(route => route.Name == name);

    /// <summary>The path with a value, escaped already, for each variable.</summary>
    public string Path(Func<FieldDescriptor, string> value) =>
        Variable().Replace(Template, match => value(Method.InputType.FindFieldByName(match.Groups[1].Value)));

    public override string ToString() => Name;

    private IEnumerable<FieldDescriptor> Others() => Method.InputType.Fields.InDeclarationOrder().Except(PathFields);

    private static PublicRoute Of(MethodDescriptor method, HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => new(method, "GET", rule.Get, rule.Body),
        HttpRule.PatternOneofCase.Post => new(method, "POST", rule.Post, rule.Body),
        HttpRule.PatternOneofCase.Put => new(method, "PUT", rule.Put, rule.Body),
        HttpRule.PatternOneofCase.Delete => new(method, "DELETE", rule.Delete, rule.Body),
        HttpRule.PatternOneofCase.Patch => new(method, "PATCH", rule.Patch, rule.Body),
        _ => new(method, rule.Custom.Kind, rule.Custom.Path, rule.Body),
    };

    [GeneratedRegex(@"\{(\w+)(=[^}]*)?\}")]
    private static partial Regex Variable();
}
