using System.Collections.Concurrent;
using FocusSuite.TestSystem;

namespace FocusSuite.Faults.Tests.Proxies;

/// <summary>A fault proxy between every two parts that talk to each other.</summary>
public sealed class ProxyMesh : IAsyncDisposable
{
    /// <summary>The laboratory's own users, as a part that connects.</summary>
    public const string Users = "people";

    private readonly ConcurrentDictionary<(string From, string To), FaultProxy> _links = new();

    /// <summary>Every link.</summary>
    public IReadOnlyCollection<FaultProxy> Links => [.. _links.Values];

    /// <summary>The link by which one part reaches another.</summary>
    public FaultProxy this[string from, string to] => _links[(from, to)];

    /// <summary>Puts a proxy into the way; for <see cref="FocusSystemOptions.Route"/>.</summary>
    /// <returns>The port at which the other part is found from now on.</returns>
    public int Route(SystemLink link) => Add(link.From, link.To, link.Port).Port;

    /// <summary>Puts a proxy into a way that is not the system's own.</summary>
    public FaultProxy Add(string from, string to, int port) => _links.GetOrAdd((from, to), _ => new FaultProxy($"{from} to {to}", port));

    /// <summary>The ways that lead to a part.</summary>
    public IReadOnlyList<FaultProxy> To(string part) => [.. _links.Where(link => link.Key.To == part).Select(link => link.Value)];

    /// <summary>Heals every link that is hurt.</summary>
    public void Heal()
    {
        foreach (var link in _links.Values.Where(link => link.Fault.Kind != LinkFaultKind.None))
        {
            link.Heal();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links.Values)
        {
            await link.DisposeAsync();
        }
    }
}
