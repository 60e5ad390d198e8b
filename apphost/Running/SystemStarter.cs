using System.Diagnostics;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.MongoDb;
using FocusSuite.AppHost.Postgres;
using FocusSuite.AppHost.Progress;
using FocusSuite.AppHost.RabbitMq;
using FocusSuite.AppHost.Topology;
using Npgsql;

namespace FocusSuite.AppHost.Running;

/// <summary>
/// Starts a system: the servers all at once, then, as soon as they are there, every service and the gateway all at once. A service would find a broker
/// that comes later, but only at its next try, and meanwhile answer before the effects; started beside it they take the processors from it, and win nothing.
/// </summary>
internal sealed class SystemStarter(SystemPlan plan, SystemParts parts, Allocation allocation, IStartView view)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Dictionary<string, Signals> _signals = plan.Topology.Resources
        .ToDictionary(resource => resource.Name, _ => new Signals());

    /// <summary>How to reach PostgreSQL as somebody who may make databases and roles.</summary>
    public string PostgresConnectionString { get; private set; } = "";

    public async Task StartAsync(CancellationToken ct)
    {
        foreach (var (name, value) in InstallationParameters.Of(plan.Secrets.ServiceKey, plan.Clock))
            allocation.SetParameter(name, value);

        Func<CancellationToken, Task>[] servers = [StartRabbitMqAsync, StartPostgresAsync, StartMongoDbAsync];
        await FailFast.WhenAllAsync(servers.Concat(Projects()), ct).ConfigureAwait(false);
    }

    private async Task StartPostgresAsync(CancellationToken ct)
    {
        PostgresConnectionString = plan.Servers.Postgres ?? "";
        if (plan.Servers.Postgres is null)
        {
            view.Starting(PartNames.Postgres, "a private server");
            var options = new LocalPostgresOptions
            {
                Folder = plan.Paths.DataOf(PartNames.Postgres),
                LogFile = plan.Paths.LogOf(PartNames.Postgres),
                Port = allocation.PortOf(PartNames.Postgres, SuiteTopology.ServerEndpoint),
                Durable = plan.Servers.Durable,
            };
            var server = parts.Add(SystemParts.Servers, await LocalPostgres.CreateAsync(options, ct).ConfigureAwait(false));
            await RunAsync(server, ct).ConfigureAwait(false);
            PostgresConnectionString = server.ConnectionString;
        }
        else
        {
            view.Note("postgres: the given server");
        }

        foreach (var (database, connection) in await ProvisionAsync(ct).ConfigureAwait(false))
            allocation.SetConnection(PartNames.Postgres, database, connection);
        _signals[PartNames.Postgres].KnownAndReady();
    }

    private async Task<IReadOnlyDictionary<string, string>> ProvisionAsync(CancellationToken ct)
    {
        try
        {
            var provisioner = new DatabaseProvisioner(PostgresConnectionString, plan.Secrets.PasswordOf);
            return await provisioner.EnsureAsync(plan.Topology[PartNames.Postgres].Databases, ct).ConfigureAwait(false);
        }
        catch (NpgsqlException error) when (plan.Servers.Postgres is not null)
        {
            throw new SetupException(
                $"The PostgreSQL server of --postgres (FOCUS_POSTGRES) cannot be used: {error.Message} The account has to be allowed to make roles and databases.",
                error);
        }
    }

    private async Task StartRabbitMqAsync(CancellationToken ct)
    {
        if (plan.Servers.RabbitMq is not null)
        {
            view.Note("rabbitmq: the given broker");
            allocation.SetConnection(PartNames.RabbitMq, null, plan.Servers.RabbitMq);
            _signals[PartNames.RabbitMq].KnownAndReady();
            return;
        }

        view.Starting(PartNames.RabbitMq, "a private broker");
        var options = new LocalRabbitMqOptions
        {
            Folder = plan.Paths.DataOf(PartNames.RabbitMq),
            LogFile = plan.Paths.LogOf(PartNames.RabbitMq),
            Port = allocation.PortOf(PartNames.RabbitMq, SuiteTopology.ServerEndpoint),
        };
        var broker = parts.Add(SystemParts.Servers, await LocalRabbitMq.CreateAsync(options, ct).ConfigureAwait(false));
        allocation.SetConnection(PartNames.RabbitMq, null, broker.Uri);
        _signals[PartNames.RabbitMq].Known.TrySetResult();
        await RunAsync(broker, ct).ConfigureAwait(false);
        _signals[PartNames.RabbitMq].KnownAndReady();
    }

    private async Task StartMongoDbAsync(CancellationToken ct)
    {
        var address = plan.Servers.MongoDb;
        if (address is null && plan.Servers.MongoProgram is { } program)
        {
            view.Starting(PartNames.MongoDb, "a private server");
            var port = allocation.PortOf(PartNames.MongoDb, SuiteTopology.ServerEndpoint);
            var server = await LocalMongoDb
                .CreateAsync(program, plan.Paths.DataOf(PartNames.MongoDb), port, plan.Paths.LogOf(PartNames.MongoDb), ct)
                .ConfigureAwait(false);
            await RunAsync(parts.Add(SystemParts.Servers, server), ct).ConfigureAwait(false);
            address = server.ConnectionString;
        }

        if (address is null)
            return;
        foreach (var database in plan.Topology[PartNames.MongoDb].Databases)
            allocation.SetConnection(PartNames.MongoDb, database, MongoAddress.WithDatabase(address, database));
        _signals[PartNames.MongoDb].KnownAndReady();
    }

    private IEnumerable<Func<CancellationToken, Task>> Projects() =>
        from resource in plan.Topology.Projects
        from replica in Enumerable.Range(0, resource.Replicas)
        select (Func<CancellationToken, Task>)(ct => StartProjectAsync(resource, replica, ct));

    private async Task StartProjectAsync(Resource resource, int replica, CancellationToken ct)
    {
        foreach (var server in Below(resource, SystemParts.Services))
            await _signals[server].Known.Task.WaitAsync(ct).ConfigureAwait(false);
        foreach (var server in resource.StartsAfter)
            await _signals[server].Ready.Task.WaitAsync(ct).ConfigureAwait(false);
        var address = allocation.AddressOf(resource.Name, resource.MainEndpoint.Name, replica);
        var assembly = plan.Output.AssemblyOf(resource.Assembly!);
        var part = new ProjectPart(resource, replica, address, assembly, () => plan.EnvironmentOf(resource, replica, allocation), plan.Paths, plan.StartTimeout);
        view.Starting(part.Name, address.OriginalString);
        await parts.Add(LayerOf(resource), part).LaunchAsync(ct).ConfigureAwait(false);
        // Until what it uses is there it cannot be healthy, and asking it would only fill its log.
        var used = Task.WhenAll(Below(resource, LayerOf(resource)).Select(name => _signals[name].Ready.Task));
        await Task.WhenAny(used, part.Exited).WaitAsync(ct).ConfigureAwait(false);
        await part.WaitUntilHealthyAsync(ct).ConfigureAwait(false);
        view.Ready(part.Name, _watch.Elapsed);
        _signals[resource.Name].KnownAndReady();
    }

    private static int LayerOf(Resource resource) =>
        resource.Kind != ResourceKind.Project ? SystemParts.Servers : resource.Name == PartNames.Gateway ? SystemParts.Gateway : SystemParts.Services;

    /// <summary>What a resource refers to below a layer. Services refer to each other, too, and must not wait for each other.</summary>
    private IEnumerable<string> Below(Resource resource, int layer) => resource.References.Where(name => LayerOf(plan.Topology[name]) < layer);

    private async Task RunAsync(SystemPart part, CancellationToken ct)
    {
        await part.StartAgainAsync(ct).ConfigureAwait(false);
        view.Ready(part.Name, _watch.Elapsed);
    }

    /// <summary>How to reach a server is known before it can be reached.</summary>
    private sealed class Signals
    {
        public TaskCompletionSource Known { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ready { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void KnownAndReady()
        {
            Known.TrySetResult();
            Ready.TrySetResult();
        }
    }
}
