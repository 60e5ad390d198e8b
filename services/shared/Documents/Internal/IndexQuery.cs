namespace FocusSuite.Documents.Internal;

/// <summary>A checked query, with all values as they are stored.</summary>
internal sealed record IndexQuery
{
    public required IndexDefinition Index { get; init; }

    public required IReadOnlyList<(IndexField Field, object Value)> Equal { get; init; }

    /// <summary>Whose documents alone are looked at; null for everybody's.</summary>
    public long? UserId { get; init; }

    /// <summary>The field that orders the documents before their ids do; null when the equality covers the whole index.</summary>
    public required IndexField? Sort { get; init; }

    public object? From { get; init; }

    public object? Before { get; init; }

    public IReadOnlyList<object>? AnyOf { get; init; }

    public PageToken? After { get; init; }

    public bool Descending { get; init; }

    public int Limit { get; init; }

    public static IndexQuery Of<T>(DocumentMap<T> map, DocumentQuery<T> query)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(query);
        var index = map.Indexes.FirstOrDefault(one => one.Name == query.Index)
            ?? throw new ArgumentException($"{map.Collection} has no index '{query.Index}'. Declare it in the map.", nameof(query));
        if (query.Limit is < 1 or > DocumentLimits.MaxRead)
        {
            throw new ArgumentOutOfRangeException(nameof(query), query.Limit, $"A page has 1 to {DocumentLimits.MaxRead} documents.");
        }

        if (query.Equal.Count < index.Equal.Count || query.Equal.Count > index.Fields.Count)
        {
            var message = $"The index '{index.Name}' of {map.Collection} wants {index.Equal.Count} values, not {query.Equal.Count}.";
            throw new ArgumentException(message, nameof(query));
        }

        if (query.AnyOf is { Count: < 1 or > DocumentLimits.MaxRead } anyOf)
        {
            throw new ArgumentOutOfRangeException(nameof(query), anyOf.Count, $"A choice has 1 to {DocumentLimits.MaxRead} values.");
        }

        var sort = query.Equal.Count < index.Fields.Count ? index.Sort : null;
        if (sort is null && (query.From ?? query.Before ?? query.AnyOf) is not null)
        {
            throw new ArgumentException(
                $"The query by '{index.Name}' of {map.Collection} has no sort field to take a range or choice of.", nameof(query));
        }

        return new()
        {
            Index = index,
            Equal = [.. query.Equal.Select((value, i) => (index.Fields[i], index.Fields[i].Normalize(value)))],
            UserId = query.UserId ?? (index.Fields[0].IsUser ? (long)index.Fields[0].Normalize(query.Equal[0]) : null),
            Sort = sort,
            From = query.From is null ? null : sort!.Normalize(query.From),
            Before = query.Before is null ? null : sort!.Normalize(query.Before),
            AnyOf = query.AnyOf?.Select(sort!.Normalize).ToArray(),
            After = string.IsNullOrEmpty(query.PageToken) ? null : PageToken.Parse(query.PageToken, sort),
            Descending = query.Descending,
            Limit = query.Limit,
        };
    }
}
