using System.Text;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Templates;

namespace GrpcTranscoding.OpenApi;

/// <summary>
/// Spells a template out in segments. OpenAPI knows parameters of one segment only, so a variable of several becomes its texts and a
/// parameter for each of its wildcards: <c>{name=shelves/*/books/*}</c> is <c>shelves/{shelf}/books/{book}</c>.
/// </summary>
internal static class PathParts
{
    // What RFC 3986 lets stand in a segment as it is, but for the colon, which begins a verb.
    private const string Unescaped = "-._~!$&'()*+,;=@";

    public static List<PathPart> Of(HttpBinding binding)
    {
        var template = binding.Template;
        var parts = new List<PathPart>();
        for (var i = 0; i < template.Segments.Length; i++)
        {
            var index = Array.FindIndex(template.Variables, v => v.Start <= i && i < v.End);
            var variable = index < 0 ? null : template.Variables[index];
            parts.Add(Part(template.Segments, i, variable, index < 0 ? null : binding.Variables[index]));
        }

        return parts;
    }

    /// <summary>A text as a path has it.</summary>
    public static string Escape(string literal)
    {
        var text = new StringBuilder();
        foreach (var c in literal.EnumerateRunes())
        {
            var isPlain = c.IsAscii
                && (char.IsAsciiLetterOrDigit((char)c.Value) || Unescaped.Contains((char)c.Value, StringComparison.Ordinal));
            text.Append(isPlain ? c.ToString() : Uri.EscapeDataString(c.ToString()));
        }

        return text.ToString();
    }

    private static PathPart Part(TemplateSegment[] segments, int at, TemplateVariable? variable, FieldPath? field)
    {
        var segment = segments[at];
        if (segment.Kind == SegmentKind.Literal)
        {
            return new PathPart { Literal = Escape(segment.Literal) };
        }

        var isWhole = variable is not null && variable.End - variable.Start == 1;
        var isOpen = segment.Kind == SegmentKind.Multi;
        var before = at > (variable?.Start ?? 0) && segments[at - 1].Kind == SegmentKind.Literal ? segments[at - 1].Literal : null;
        var own = field is null ? isOpen ? "rest" : "segment" : NameOf(field);
        return new PathPart
        {
            Name = isWhole || isOpen || before is null ? own : Singular.Of(before),
            Variable = field,
            IsWhole = isWhole,
            IsOpen = isOpen,
        };
    }

    // JSON names may be any text; these characters would end a parameter or a path.
    private static string NameOf(FieldPath field) => field.Name.AsSpan().ContainsAny("{}/?#") ? field.Leaf.Descriptor.Name : field.Name;
}
