namespace GrpcTranscoding.Templates;

/// <summary>What a segment of a template matches.</summary>
internal enum SegmentKind : byte
{
    /// <summary>Its own text.</summary>
    Literal,

    /// <summary><c>*</c>: any one segment.</summary>
    Single,

    /// <summary><c>**</c>: any segments that the rest of the template leaves, also none.</summary>
    Multi,
}

/// <summary>One segment of a template.</summary>
internal readonly record struct TemplateSegment(SegmentKind Kind, string Literal)
{
    public override string ToString() => Kind switch
    {
        SegmentKind.Literal => Literal,
        SegmentKind.Single => "*",
        _ => "**",
    };
}

/// <summary>
/// A variable of a template: the field it fills and the segments that it takes, from <paramref name="Start"/> up to <paramref name="End"/>.
/// </summary>
internal sealed record TemplateVariable(string FieldPath, int Start, int End);
