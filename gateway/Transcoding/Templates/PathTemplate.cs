namespace GrpcTranscoding.Templates;

/// <summary>A path template of <c>google.api.http</c>, e.g. <c>/v1/{name=shelves/*}/books/{id}:read</c>.</summary>
internal sealed record PathTemplate(string Text, TemplateSegment[] Segments, TemplateVariable[] Variables, string? Verb)
{
    /// <summary>Whether <c>**</c> ends it.</summary>
    public bool IsOpen => Segments.Length > 0 && Segments[^1].Kind == SegmentKind.Multi;

    /// <summary>What it matches, without the names of its variables: templates with the same shape match the same paths.</summary>
    public string Shape => "/" + string.Join('/', Segments) + (Verb is null ? "" : ":" + Verb);

    /// <exception cref="FormatException">The text is no template; the message says where and why.</exception>
    public static PathTemplate Parse(string text) => new TemplateParser(text).Parse();

    public override string ToString() => Text;
}
