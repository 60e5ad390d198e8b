namespace FocusSuite.Documents.Internal;

/// <summary>A declared index.</summary>
internal sealed record IndexDefinition(string Name, IReadOnlyList<IndexField> Equal, IndexField? Sort)
{
    public IReadOnlyList<IndexField> Fields { get; } = Sort is null ? Equal : [.. Equal, Sort];

    /// <summary>What the index is made of; two indexes with the same signature are one to a database.</summary>
    public string Signature => string.Join(',', Fields.Select(one => one.Key));
}
