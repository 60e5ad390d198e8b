using System.Globalization;
using Npgsql;
using static FocusSuite.AppHost.Topology.EnvironmentValue;

namespace FocusSuite.AppHost.Topology;

/// <summary>What a description leaves open, filled in for one run: ports, connection strings, parameters.</summary>
internal sealed class Allocation
{
    private readonly Dictionary<(string Resource, int Replica, string Endpoint), int> _ports = [];
    private readonly Dictionary<(string Resource, string? Database), string> _connections = [];
    private readonly Dictionary<string, string> _parameters = [];
    private readonly SuiteTopology _topology;
    private readonly Func<SystemLink, int>? _route;

    private Allocation(SuiteTopology topology, Func<SystemLink, int>? route) => (_topology, _route) = (topology, route);

    /// <summary>Every port of the run.</summary>
    public IEnumerable<int> Ports => _ports.Values;

    /// <summary>Gives every endpoint of every replica a port of its own.</summary>
    /// <param name="topology">The description.</param>
    /// <param name="takePort">Gives a port for an endpoint that names none; it is told a stable key for it.</param>
    /// <param name="route">Gives the port at which a part is told to find another one; null for that one's own.</param>
    public static Allocation Of(SuiteTopology topology, Func<string, int> takePort, Func<SystemLink, int>? route = null)
    {
        var allocation = new Allocation(topology, route);
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
        AddressOf { Replica: { } one } address => Url(self, replica, address, one),
        AddressOf all => string.Join(',', Enumerable.Range(0, _topology[all.Resource].Replicas).Select(i => Url(self, replica, all, i))),
        OwnAddress own => AddressOf(self.Name, own.Endpoint, replica).OriginalString,
        ConnectionTo connection => Connection(self, replica, connection),
        Parameter parameter => _parameters[parameter.Name],
        _ => throw new InvalidOperationException($"There is no rule for {value.GetType().Name}."),
    };

    private string Url(Resource self, int replica, AddressOf address, int other)
    {
        var own = AddressOf(address.Resource, address.Endpoint, other);
        // Nothing stands between a part and itself.
        return _route is null || self.Name == address.Resource
            ? own.OriginalString
            : new UriBuilder(own) { Port = _route(Link(self, replica, _topology[address.Resource].ReplicaName(other), own.Port)) }.Uri.GetLeftPart(UriPartial.Authority);
    }

    private string Connection(Resource self, int replica, ConnectionTo to)
    {
        var own = ConnectionTo(to.Resource, to.Database);
        return _route is null ? own : _topology[to.Resource].Kind switch
        {
            ResourceKind.Postgres => ConnectionPorts.Replace(new NpgsqlConnectionStringBuilder(own), port => _route(Link(self, replica, to.Resource, port))),
            ResourceKind.RabbitMq => ConnectionPorts.Replace(new UriBuilder(own), port => _route(Link(self, replica, to.Resource, port))),
            // A MongoDB client finds its servers by their own word, so there is no standing in between.
            _ => own,
        };
    }

    private static SystemLink Link(Resource self, int replica, string to, int port) => new(self.ReplicaName(replica), to, port);
}
