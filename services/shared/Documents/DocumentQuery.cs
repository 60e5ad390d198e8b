namespace FocusSuite.Documents;

/// <summary>
/// A search by a declared index: a value for each of its equality fields and, when it has a sort field, an optional range or choice
/// of that. Without either every document of the index is found; a document whose sort field is null is not in the index.
/// </summary>
/// <typeparam name="T">The document.</typeparam>
/// <param name="Index">The name of an index of the map.</param>
public sealed record DocumentQuery<T>(string Index)
    where T : class
{
    /// <summary>The values of the equality fields, in declared order. May go on to the sort field, which then is matched exactly.</summary>
    public IReadOnlyList<object> Equal { get; init; } = [];

    /// <summary>
    /// Whose documents alone are looked at; null for everybody's. Need not be said where the index begins with the user.
    /// </summary>
    public long? UserId { get; init; }

    /// <summary>The lowest value of the sort field, itself included; null for no bound.</summary>
    public object? From { get; init; }

    /// <summary>The value which the sort field must stay below; null for no bound.</summary>
    public object? Before { get; init; }

    /// <summary>
    /// Values of the sort field any of which will do, 1..<see cref="DocumentLimits.MaxRead"/>; null for all. One statement then answers
    /// for many.
    /// </summary>
    public IReadOnlyList<object>? AnyOf { get; init; }

    /// <summary>
    /// Highest first. Equal values of the sort field (and an index without one) are ordered by id, in the same direction.
    /// </summary>
    public bool Descending { get; init; }

    /// <summary>Documents on the page, 1..<see cref="DocumentLimits.MaxRead"/>.</summary>
    public int Limit { get; init; } = DocumentLimits.DefaultPage;

    /// <summary>Continues after the page that gave it; null or empty for the first page. Ask the same query with it.</summary>
    public string? PageToken { get; init; }
}
