using System.Collections.Frozen;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// An allow-list of metadata: whole names, and beginnings of names that end in <c>*</c>. What gRPC itself says, and what describes the
/// connection or the bytes between gateway and service, is never meant by a beginning.
/// </summary>
internal sealed class MetadataNames
{
    private static readonly FrozenSet<string> Own =
        new[] { "content-encoding", "content-range", "date", "server", "te" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenSet<string> _names;
    private readonly string[] _beginnings;

    public MetadataNames(IEnumerable<string> entries)
    {
        var all = entries.ToLookup(e => e.EndsWith('*'));
        _names = all[false].ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _beginnings = [.. all[true].Select(e => e[..^1])];
    }

    public bool Contains(string name) =>
        _names.Contains(name)
        || (Array.Exists(_beginnings, b => name.StartsWith(b, StringComparison.OrdinalIgnoreCase))
            && !name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase) && !Own.Contains(name));
}
