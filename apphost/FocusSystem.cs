using System.Globalization;
using System.Net.Http.Headers;
using FocusSuite.AppHost.Accounts;
using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Progress;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Topology;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;

namespace FocusSuite.AppHost;

/// <summary>A running system: private servers, the five services and the gateway, each part of which can be stopped, killed and started again.</summary>
public sealed class FocusSystem : IAsyncDisposable
{
    private readonly SystemPlan _plan;
    private readonly SystemParts _parts;
    private readonly Allocation _allocation;
    private readonly IdentityClient _identity;
    private readonly IDisposable? _folder;

    private FocusSystem(SystemPlan plan, SystemParts parts, Allocation allocation, string postgres, IDisposable? folder)
    {
        _plan = plan;
        _parts = parts;
        _allocation = allocation;
        _folder = folder;
        PostgresConnectionString = postgres;
        _identity = new IdentityClient(UrlOf(PartNames.Identity), plan.Secrets.ServiceKey);
    }

    /// <summary>The gateway's address for JSON and gRPC-Web.</summary>
    public Uri GatewayUrl => _allocation.AddressOf(PartNames.Gateway, SuiteTopology.HttpEndpoint);

    /// <summary>The gateway's address for gRPC.</summary>
    public Uri GatewayGrpcUrl => _allocation.AddressOf(PartNames.Gateway, SuiteTopology.GrpcEndpoint);

    /// <summary>PostgreSQL as somebody who may do everything.</summary>
    public string PostgresConnectionString { get; }

    /// <summary>The broker's amqp address.</summary>
    public string RabbitMqUri => _allocation.ConnectionTo(PartNames.RabbitMq);

    /// <summary>The suite's clock, as every process of the system reads it.</summary>
    public DateTimeOffset SuiteTime => _plan.Clock.At(TimeProvider.System.GetUtcNow());

    /// <summary>All parts, servers first.</summary>
    public IReadOnlyList<SystemPart> Parts => _parts.All;

    /// <summary>Where the parts' logs are.</summary>
    public string LogFolder => _plan.Paths.LogFolder;

    /// <summary>Starts a system; returns when all of it is healthy.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="ct">Ends the start; what was started until then is stopped.</param>
    /// <returns>The system. Disposing it stops everything.</returns>
    /// <exception cref="PartFailedException">A part did not start; the message holds its last log lines.</exception>
    public static Task<FocusSystem> StartAsync(FocusSystemOptions? options = null, CancellationToken ct = default) =>
        StartFromOptionsAsync(options ?? new FocusSystemOptions(), ct);

    /// <summary>One part of the system.</summary>
    /// <param name="name">One of <see cref="PartNames"/>; further replicas are called, say, sessions-2.</param>
    /// <returns>The part.</returns>
    public SystemPart Part(string name) => _parts.Find(name);

    /// <summary>A service's own gRPC address.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>The address.</returns>
    public Uri UrlOf(string service) => _allocation.AddressOf(service, SuiteTopology.GrpcEndpoint);

    /// <summary>Where Prometheus collects metrics: none, unless the system was started with them.</summary>
    public IReadOnlyList<MetricsTarget> MetricsTargets =>
    [
        .. from resource in _plan.Topology.Projects
           where resource.Endpoints.Any(endpoint => endpoint.Name == SuiteTopology.MetricsEndpoint)
           from replica in Enumerable.Range(0, resource.Replicas)
           select new MetricsTarget(resource.Name, resource.ReplicaName(replica), _allocation.AddressOf(resource.Name, SuiteTopology.MetricsEndpoint, replica)),
    ];

    /// <summary>Where a part listens, if that is HTTP.</summary>
    internal string? AddressOf(string part) => _plan.Topology.Projects.Any(project => project.Name == part)
        ? _allocation.AddressOf(part, _plan.Topology[part].MainEndpoint.Name).OriginalString
        : null;

    /// <summary>What a part is a replica of; null for a server that was not described.</summary>
    internal (Resource Resource, int Replica)? Find(string part) => (
        from resource in _plan.Topology.Resources
        from replica in Enumerable.Range(0, resource.Replicas)
        where resource.ReplicaName(replica) == part
        select ((Resource, int)?)(resource, replica)).FirstOrDefault();

    /// <summary>The variables of a part's process that it does not inherit.</summary>
    internal IReadOnlyDictionary<string, string?> EnvironmentOf(string part) =>
        Find(part) is { Resource.Kind: ResourceKind.Project } found ? _plan.EnvironmentOf(found.Resource, found.Replica, _allocation) : new Dictionary<string, string?>();

    /// <summary>The parts that a part is told about.</summary>
    internal IEnumerable<string> ReferencesOf(string part) => Find(part)?.Resource.References ?? [];

    /// <summary>Where a part listens.</summary>
    internal IEnumerable<(string Endpoint, string Address)> EndpointsOf(string part) => Find(part) is { } found
        ? found.Resource.Endpoints.Select(endpoint => (endpoint.Name, Address(found.Resource, endpoint, found.Replica)))
        : [];

    /// <summary>A service's own database.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>The connection string that the service itself uses.</returns>
    public string DatabaseOf(string service) => _allocation.ConnectionTo(PartNames.Postgres, SuiteTopology.DatabaseOf(service));

    /// <summary>A client of the gateway that never follows a redirect.</summary>
    /// <param name="accessToken">Sent with every request, if there is one.</param>
    /// <returns>The client.</returns>
    public HttpClient CreateClient(string? accessToken = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = GatewayUrl };
        if (accessToken is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return client;
    }

    /// <summary>Makes an account, or gives the one with this email this password and subscription.</summary>
    /// <param name="email">The address.</param>
    /// <param name="password">The password.</param>
    /// <param name="pro">Whether it has Pro, by the month and without an end.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The account.</returns>
    public async Task<User> PutUserAsync(string email, string password = DemoAccounts.Password, bool pro = false, CancellationToken ct = default) =>
        (await PutUserAsync(DemoAccounts.Request(email, "Test", pro, password), ct).ConfigureAwait(false)).User;

    /// <summary>Makes an account, or changes what the request names of the one with this email.</summary>
    /// <param name="request">What the account should be.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The account as it is now.</returns>
    public Task<PutUserResponse> PutUserAsync(PutUserRequest request, CancellationToken ct = default) => _identity.PutUserAsync(request, ct);

    /// <summary>An access token of an account.</summary>
    /// <param name="email">Its address.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The token.</returns>
    public async Task<string> AccessTokenAsync(string email, CancellationToken ct = default) =>
        (await _identity.IssueTokensAsync(email, ct).ConfigureAwait(false) ?? throw new ArgumentException($"No account has the email {email}.", nameof(email))).Access;

    /// <summary>A token by which a caller is one of the installation's services.</summary>
    /// <param name="service">The caller's name.</param>
    /// <returns>The value of the metadata focus-service-token.</returns>
    public string ServiceToken(string service) => new ServiceTokens(_plan.Secrets.ServiceKey, service).Current;

    /// <summary>Stops everything, users before what they use.</summary>
    /// <returns>When nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        _identity.Dispose();
        await _parts.EndAsync().ConfigureAwait(false);
        _folder?.Dispose();
    }

    private string Address(Resource resource, Endpoint endpoint, int replica) => endpoint.Protocol == EndpointProtocol.Tcp
        ? string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{_allocation.PortOf(resource.Name, endpoint.Name, replica)}")
        : _allocation.AddressOf(resource.Name, endpoint.Name, replica).OriginalString;

    internal static async Task<FocusSystem> StartAsync(SystemPlan plan, IStartView view, SystemParts parts, IDisposable? folder, CancellationToken ct)
    {
        try
        {
            var allocation = Allocation.Of(plan.Topology, plan.TakePort, plan.Route);
            var starter = new SystemStarter(plan, parts, allocation, view);
            await starter.StartAsync(ct).ConfigureAwait(false);
            return new FocusSystem(plan, parts, allocation, starter.PostgresConnectionString, folder);
        }
        catch
        {
            await parts.EndAsync().ConfigureAwait(false);
            folder?.Dispose();
            throw;
        }
    }

    private static async Task<FocusSystem> StartFromOptionsAsync(FocusSystemOptions options, CancellationToken ct)
    {
        var temporary = options.Folder is null ? new TemporaryRunFolder() : null;
        var folder = temporary?.Path ?? options.Folder!;
        var paths = new RunPaths(folder, DataLocation.For(folder));
        await paths.Pids.EndLeftoversAsync(ct).ConfigureAwait(false);
        var servers = new ServerChoice { Postgres = options.Postgres, RabbitMq = options.RabbitMq, MongoDb = options.MongoDb, Durable = options.Durable };
        var clockFile = Path.Combine(folder, "clock.json");
        var now = TimeProvider.System.GetUtcNow();
        var clock = ClockSetting.Load(clockFile)?.Continue(now, options.TimeScale) ?? ClockSetting.StartingAt(now, options.TimeScale);
        clock.Save(clockFile);
        var topology = SuiteTopology.Describe(new TopologyOptions
        {
            HttpPort = options.Port == 0 ? null : options.Port,
            GrpcPort = options.GrpcPort == 0 ? null : options.GrpcPort,
            MongoDb = servers.UsesMongo,
            Metrics = options.Metrics,
            Replicas = options.Replicas,
        });
        var plan = new SystemPlan
        {
            Paths = paths,
            Output = BuildOutput.OfThisProgram(options.BinFolder),
            Secrets = new Secrets(folder),
            Clock = clock,
            Topology = topology,
            TakePort = _ => FreePorts.Take(),
            Servers = servers.Validated(),
            ExtraEnvironment = options.Environment,
            StartTimeout = options.StartTimeout,
            Route = options.Route,
        };
        return await StartAsync(plan, new LineView(options.Report ?? (_ => { })), new SystemParts(), temporary, ct).ConfigureAwait(false);
    }
}
