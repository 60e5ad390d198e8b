using System.Globalization;
using FocusSuite.AppHost.Servers;
using Npgsql;

namespace FocusSuite.AppHost.Suite;

/// <summary>A service with all its replicas.</summary>
internal sealed class ServiceBuilder(string name, IReadOnlyList<IResourceBuilder<ISuitePart>> replicas)
{
    private readonly Func<string, string, int, int> _route = SuiteRoutes.Taken;

    /// <summary>The service's name.</summary>
    public string Name => name;

    /// <summary>Its replicas; the first has the service's own name.</summary>
    public IReadOnlyList<IResourceBuilder<ISuitePart>> Replicas => replicas;

    /// <summary>Tells the service its servers; it starts when they are there.</summary>
    public ServiceBuilder Uses(PostgresServer postgres, IResourceBuilder<IResourceWithConnectionString> rabbitmq, IResourceBuilder<IResourceWithConnectionString>? mongodb = null)
    {
        postgres.Databases.Add(name);
        foreach (var replica in replicas)
        {
            replica.WaitFor(postgres.Resource).WithReferenceRelationship(postgres.Resource).WithReferenceRelationship(rabbitmq);
            replica.WithEnvironment(async context =>
            {
                var database = new NpgsqlConnectionStringBuilder(await postgres.Databases.ConnectionStringOfAsync(name, context.CancellationToken));
                database.Port = RouteOr(database.Port, replica, postgres.Resource.Resource.Name);
                context.EnvironmentVariables["ConnectionStrings__Postgres"] = database.ConnectionString;
                var broker = new UriBuilder((await rabbitmq.Resource.GetConnectionStringAsync(context.CancellationToken))!);
                broker.Port = RouteOr(broker.Port, replica, rabbitmq.Resource.Name);
                context.EnvironmentVariables["ConnectionStrings__RabbitMq"] = broker.Uri.OriginalString;
            });
            if (mongodb is not null)
            {
                replica.WaitFor(mongodb).WithReferenceRelationship(mongodb);
                replica.WithEnvironment(async context => context.EnvironmentVariables["ConnectionStrings__MongoDb"] =
                    MongoAddress.WithDatabase((await mongodb.Resource.GetConnectionStringAsync(context.CancellationToken))!, Databases.Of(name)));
            }
        }

        return this;
    }

    /// <summary>Tells the service where its peers are.</summary>
    public void Asks(params ServiceBuilder[] peers)
    {
        foreach (var replica in replicas)
        {
            foreach (var peer in peers)
            {
                replica.WithReferenceRelationship(peer.Replicas[0]);
                replica.WithEnvironment(
                    "Focus__Peers__" + char.ToUpperInvariant(peer.Name[0]) + peer.Name[1..], string.Join(',', peer.Replicas.Select(one => AddressFor(replica, one))));
            }
        }
    }

    /// <summary>The address at which a part is told to find another.</summary>
    public string AddressFor(IResourceBuilder<ISuitePart> part, IResourceBuilder<ISuitePart> other)
    {
        var port = other.GetEndpoint("grpc").EndpointAnnotation.TargetPort!.Value;
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{RouteOr(port, part, other.Resource.Name)}");
    }

    // Nothing stands between a part and itself.
    private int RouteOr(int port, IResourceBuilder<ISuitePart> part, string other) =>
        part.Resource.Name == other ? port : _route(part.Resource.Name, other, port);
}

/// <summary>The gateway.</summary>
internal sealed class GatewayBuilder(IResourceBuilder<ISuitePart> gateway)
{
    /// <summary>Where it answers in JSON.</summary>
    public EndpointReference Http => gateway.GetEndpoint("http");

    /// <summary>Tells the gateway every replica of the services.</summary>
    public GatewayBuilder Serves(params ServiceBuilder[] services)
    {
        var self = new ServiceBuilder(gateway.Resource.Name, [gateway]);
        foreach (var service in services)
        {
            gateway.WithReferenceRelationship(service.Replicas[0]);
            for (var number = 1; number <= service.Replicas.Count; number++)
            {
                // "one" stands in the gateway's own settings, so the first replica takes its place.
                var destination = number == 1 ? "one" : "replica" + number.ToString(CultureInfo.InvariantCulture);
                gateway.WithEnvironment(
                    $"ReverseProxy__Clusters__{service.Name}__Destinations__{destination}__Address", self.AddressFor(gateway, service.Replicas[number - 1]));
            }
        }

        return this;
    }
}

/// <summary>PostgreSQL and the databases in it.</summary>
/// <param name="Resource">The server.</param>
/// <param name="Databases">A database and a role for each service.</param>
internal sealed record PostgresServer(IResourceBuilder<IResourceWithConnectionString> Resource, Databases Databases);
