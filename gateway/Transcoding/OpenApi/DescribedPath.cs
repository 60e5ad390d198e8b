namespace GrpcTranscoding.OpenApi;

/// <summary>A path as OpenAPI writes it.</summary>
/// <param name="Text">The path, its parameters in braces.</param>
/// <param name="Parameters">Its parameters, each with the part of the template that it stands for.</param>
internal sealed record DescribedPath(string Text, IReadOnlyList<(string Name, PathPart Part)> Parameters);
