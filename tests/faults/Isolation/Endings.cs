using System.Collections.Concurrent;
using System.Globalization;

namespace FocusSuite.Faults.Tests.Isolation;

/// <summary>What became of the calls of those who press, by kind.</summary>
public sealed class Endings
{
    private readonly ConcurrentDictionary<string, int> _kinds = new();

    public void Count(string kind) => _kinds.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public override string ToString() => _kinds.IsEmpty
        ? "nothing ended"
        : string.Join(
            ", ",
            _kinds.OrderByDescending(kind => kind.Value)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Value} x {kind.Key}")));
}
