namespace FocusSuite.Documents.Internal;

/// <summary>What a database needs to know of a map to make room for its documents.</summary>
internal interface IDocumentMap
{
    string Collection { get; }

    IndexField User { get; }

    IReadOnlyList<IndexDefinition> Indexes { get; }

    IReadOnlyList<string> UniqueKeys { get; }

    /// <summary>Whether a save need not wait for the disk.</summary>
    bool IsRelaxed { get; }
}
