using FocusSuite.ServiceDefaults.Erasure;

namespace FocusSuite.Documents.Hosting;

/// <summary>All kinds of a service's documents about people, one after the other.</summary>
internal sealed class PersonalDocuments(IEnumerable<IPersonalDocumentKind> kinds) : IPersonalData
{
    private readonly IReadOnlyList<IPersonalDocumentKind> _kinds = [.. kinds];
    private readonly IReadOnlyList<IPersonalDocumentKind> _exported = [.. kinds.Where(kind => kind.IsExported)];

    public async Task<IReadOnlyDictionary<string, long>> CountAsync(long userId, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>();
        foreach (var kind in _kinds)
        {
            counts[kind.Name] = await kind.CountAsync(userId, cancellationToken);
        }

        return counts;
    }

    public async Task RemoveAsync(long userId, CancellationToken cancellationToken)
    {
        foreach (var kind in _kinds)
        {
            await kind.RemoveAsync(userId, cancellationToken);
        }
    }

    // A page token is the kind and the place in it: "focus_sessions ...".
    public async Task<PersonalPage> ExportAsync(long userId, string pageToken, CancellationToken cancellationToken)
    {
        var parts = pageToken.Split(' ', 2);
        var index = pageToken.Length == 0 ? 0 : _exported.ToList().FindIndex(kind => kind.Name == parts[0]);
        if (index < 0)
        {
            throw new InvalidPageTokenException();
        }

        var kind = _exported[index];
        var (records, next) = await kind.ExportAsync(userId, parts.Length == 2 ? parts[1] : null, cancellationToken);
        var following = next is not null ? $"{kind.Name} {next}" : index + 1 < _exported.Count ? _exported[index + 1].Name : string.Empty;
        return new PersonalPage([.. records.Select(json => (kind.Name, json))], following);
    }
}
