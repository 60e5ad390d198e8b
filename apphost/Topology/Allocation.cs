using System.Globalization;
using static FocusSuite.AppHost.Topology.EnvironmentValue;

namespace FocusSuite.AppHost.Topology;

/// <summary>What a description leaves open, filled in for one run: ports, connection strings, parameters.</summary>
internal sealed class Allocation
{
    private readonly Dictionary<(string Resource, int Replica, string Endpoint), int> _ports = [];
    private readonly Dictionary<(string Resource, string? Database), string> _connections = [];
    private readonly Dictionary<string, string> _parameters = [];
    private readonly SuiteTopology _topology;

    private Allocation(SuiteTopology topology) => _topology = topology;

    /// <summary>Every port of the run.</summary>
    public IEnumerable<int> Ports => _ports.Values;

    /// <summary>Gives every endpoint of every replica a port of its own.</summary>
    /// <param name="topology">The description.</param>
    /// <param name="takePort">Gives a port for an endpoint that names none; it is told a stable key for it.</param>
    public static Allocation Of(SuiteTopology topology, Func<string, int> takePort)
    {
        var allocation = new Allocation(topology);
        foreach (var resource in topology.Resources)
        {
            for (var replica = 0; replica < resource.Replicas; replica++)
            {
                foreach (var endpoint in resource.Endpoints)
                    allocation._ports[(resource.Name, replica, endpoint.Name)] = endpoint.Port ?? takePort($"{resource.ReplicaName(replica)}/{endpoint.Name}");
            }
        }

        return allocation;
    }

    public int PortOf(string resource, string endpoint, int replica = 0) => _ports[(resource, replica, endpoint)];

    public Uri AddressOf(string resource, string endpoint, int replica = 0) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{PortOf(resource, endpoint, replica)}"));

    public void SetConnection(string resource, string? database, string connectionString) => _connections[(resource, database)] = connectionString;

    public string ConnectionTo(string resource, string? database = null) => _connections.TryGetValue((resource, database), out var connection)
        ? connection
        : throw new InvalidOperationException($"The connection to {resource}{(database is null ? "" : "/" + database)} is not known yet.");

    public void SetParameter(string name, string value) => _parameters[name] = value;

    /// <summary>The variables of one replica as its process gets them.</summary>
    public Dictionary<string, string?> EnvironmentOf(Resource resource, int replica) =>
        resource.Environment.ToDictionary(entry => entry.Key, entry => (string?)Resolve(entry.Value, resource, replica));

    private string Resolve(EnvironmentValue value, Resource self, int replica) => value switch
    {
        Text text => text.Value,
        AddressOf { Replica: { } one } address => Url(address.Resource, address.Endpoint, one),
        AddressOf all => string.Join(',', Enumerable.Range(0, _topology[all.Resource].Replicas).Select(i => Url(all.Resource, all.Endpoint, i))),
        OwnAddress own => Url(self.Name, own.Endpoint, replica),
        ConnectionTo connection => ConnectionTo(connection.Resource, connection.Database),
        Parameter parameter => _parameters[parameter.Name],
        _ => throw new InvalidOperationException($"There is no rule for {value.GetType().Name}."),
    };

    private string Url(string resource, string endpoint, int replica) => AddressOf(resource, endpoint, replica).OriginalString;
}
