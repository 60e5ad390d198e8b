namespace FocusSuite.Documents;

/// <summary>One page of a find.</summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Items">The documents, in the order asked for.</param>
/// <param name="NextPageToken">Continues after the last of them; null when there are no more. Opaque, and safe in a URL.</param>
public sealed record DocumentPage<T>(IReadOnlyList<Versioned<T>> Items, string? NextPageToken)
    where T : class;
