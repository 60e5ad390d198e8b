using GrpcTranscoding.Binding;

namespace GrpcTranscoding.OpenApi;

/// <summary>One segment of a described path: a text, or a parameter.</summary>
internal sealed record PathPart
{
    /// <summary>The segment as the path has it; null for a parameter.</summary>
    public string? Literal { get; init; }

    /// <summary>What the parameter would be called if nothing else in the path were called so.</summary>
    public string Name { get; init; } = "";

    /// <summary>The variable that the parameter belongs to; null for a wildcard that fills no field.</summary>
    public FieldPath? Variable { get; init; }

    /// <summary>Whether the parameter is all of its variable.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether the parameter may be any number of segments.</summary>
    public bool IsOpen { get; init; }
}
