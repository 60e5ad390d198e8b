namespace GrpcTranscoding.Templates;

/// <summary>A path template of <c>google.api.http</c>, e.g. <c>/v1/{name=shelves/*}/books/{id}:read</c>.</summary>
internal sealed record PathTemplate(string Text, TemplateSegment[] Segments, TemplateVariable[] Variables, string? Verb)
{
    /// <summary>What it matches, without the names of its variables: templates with the same shape match the same paths.</summary>
    public string Shape => "/" + string.Join('/', Segments) + (Verb is null ? "" : ":" + Verb);

    private readonly int _multi = Array.FindIndex(Segments, s => s.Kind == SegmentKind.Multi);

    /// <summary>The segments of a path that a variable takes. A <c>**</c> in front of its end moves what is behind it.</summary>
    /// <param name="variable">One of this template's.</param>
    /// <param name="count">How many segments the path has.</param>
    public (int Start, int End) SegmentsOf(TemplateVariable variable, int count)
    {
        var moved = count - Segments.Length;
        return (Moved(variable.Start), Moved(variable.End));
        int Moved(int at) => _multi >= 0 && at > _multi ? at + moved : at;
    }

    /// <summary>Whether a variable is one segment, whose value may hold slashes that were escaped.</summary>
    public bool IsSingle(TemplateVariable variable) => variable.End - variable.Start == 1 && variable.Start != _multi;

    /// <exception cref="FormatException">The text is no template; the message says where and why.</exception>
    public static PathTemplate Parse(string text) => new TemplateParser(text).Parse();

    public override string ToString() => Text;
}
