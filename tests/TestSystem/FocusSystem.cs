using System.Globalization;
using System.Net.Http.Headers;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using FocusSuite.AppHost.Servers;
using FocusSuite.AppHost.Suite;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FocusSuite.TestSystem;

/// <summary>
/// The running system, as the AppHost describes it: private servers, the services and the gateway, each of which can be stopped, killed and
/// started again.
/// </summary>
public sealed class FocusSystem : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly RunFolder _folder;
    private readonly SuiteFolder _kept;
    private readonly SuiteClock _clock;
    private readonly IdentityClient _identity;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _watches = [];

    private FocusSystem(DistributedApplication application, RunFolder folder)
    {
        (_application, _folder) = (application, folder);
        _kept = application.Services.GetRequiredService<SuiteFolder>();
        _clock = application.Services.GetRequiredService<SuiteClock>();
        LogFolder = folder.In("logs");
        Directory.CreateDirectory(LogFolder);
        Parts =
            [.. Model.Resources.OfType<ExecutableResource>().Where(resource => !resource.Name.EndsWith("-epmd", StringComparison.Ordinal))
            .Select(resource => new SystemPart(resource, application.Services, LogFolder))];
        _identity = new IdentityClient(UrlOf(PartNames.Identity), _kept.ServiceKey);
    }

    /// <summary>The gateway's address for JSON and gRPC-Web.</summary>
    public Uri GatewayUrl => AddressOf(PartNames.Gateway, "http");

    /// <summary>The gateway's address for gRPC.</summary>
    public Uri GatewayGrpcUrl => AddressOf(PartNames.Gateway, "grpc");

    /// <summary>PostgreSQL as somebody who may do everything.</summary>
    public string PostgresConnectionString => ((LocalPostgresResource)Resource(PartNames.Postgres)).ConnectionString;

    /// <summary>The broker's amqp address.</summary>
    public string RabbitMqUri => ((LocalRabbitMqResource)Resource(PartNames.RabbitMq)).Address;

    /// <summary>The suite's clock, as every process of the system reads it.</summary>
    public DateTimeOffset SuiteTime => _clock.At(TimeProvider.System.GetUtcNow());

    /// <summary>All parts, servers first.</summary>
    public IReadOnlyList<SystemPart> Parts { get; }

    /// <summary>The replicas of a service, the first one first.</summary>
    public IReadOnlyList<SystemPart> ReplicasOf(string service) =>
        [.. Parts.Where(part => part.Name == service || part.Name.StartsWith(service + "-", StringComparison.Ordinal))];

    /// <summary>Where the parts' logs are.</summary>
    public string LogFolder { get; }

    /// <summary>Where Prometheus collects metrics: none, unless the system was started with them.</summary>
    public IReadOnlyList<MetricsTarget> MetricsTargets =>
    [
        .. from part in Parts
           where EndpointsOf(part.Name).Any(endpoint => endpoint.Name == "metrics")
           select new MetricsTarget(part.Name.Split('-')[0], part.Name, AddressOf(part.Name, "metrics")),
    ];

    private DistributedApplicationModel Model => _application.Services.GetRequiredService<DistributedApplicationModel>();

    /// <summary>Starts a system; returns when all of it is healthy.</summary>
    /// <exception cref="PartFailedException">A part did not start; the message holds its last log lines.</exception>
    public static async Task<FocusSystem> StartAsync(FocusSystemOptions? options = null, CancellationToken ct = default)
    {
        options ??= new FocusSystemOptions();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(options.StartTimeout);
        var folder = new RunFolder(options.Folder);
        FocusSystem? system = null;
        try
        {
            using (SuiteRoutes.Use(options.Route is { } route ? (from, to, port) => route(new SystemLink(from, to, port)) : null))
            {
                var builder = await DistributedApplicationTestingBuilder.CreateAsync<SuiteBuilder>(
                    Arguments(options, folder.Path), bound.Token);
                builder.Services.AddLogging(logging => logging.ClearProviders());
                AddEnvironment(builder, options.Environment);
                system = new FocusSystem(await builder.BuildAsync(bound.Token), folder);
                await system.StartPartsAsync(bound.Token);
            }

            return system;
        }
        catch
        {
            await (system?.DisposeAsync() ?? ValueTask.CompletedTask);
            folder.Dispose();
            throw;
        }
    }

    /// <summary>One part of the system.</summary>
    /// <param name="name">One of <see cref="PartNames"/>; further replicas are called, say, sessions-2.</param>
    public SystemPart Part(string name) => Parts.Single(part => part.Name == name);

    /// <summary>A service's own gRPC address.</summary>
    public Uri UrlOf(string service) => AddressOf(service, "grpc");

    /// <summary>A service's own database: the connection string that the service itself uses.</summary>
    public string DatabaseOf(string service) => new NpgsqlConnectionStringBuilder(PostgresConnectionString)
    {
        Database = Databases.Of(service),
        Username = Databases.Of(service),
        Password = _kept.KeyFor("role:" + Databases.Of(service)),
    }.ConnectionString;

    /// <summary>A client of the gateway that never follows a redirect.</summary>
    /// <param name="accessToken">Sent with every request, if there is one.</param>
    public HttpClient CreateClient(string? accessToken = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = GatewayUrl };
        if (accessToken is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        }

        return client;
    }

    /// <summary>Makes an account, or gives the one with this email this password and subscription.</summary>
    public async Task<User> PutUserAsync(
        string email, string password = DemoAccounts.Password, bool pro = false, CancellationToken ct = default) =>
        (await PutUserAsync(DemoAccounts.Request(email, "Test", pro, password), ct)).User;

    /// <summary>Makes an account, or changes what the request names of the one with this email.</summary>
    public Task<PutUserResponse> PutUserAsync(PutUserRequest request, CancellationToken ct = default) =>
        _identity.PutUserAsync(request, ct);

    /// <summary>An access token of an account.</summary>
    public async Task<string> AccessTokenAsync(string email, CancellationToken ct = default) =>
        (await _identity.IssueTokensAsync(email, ct) ?? throw new ArgumentException($"No account has the email {email}.", nameof(email)))
            .Access;

    /// <summary>The key by which the installation's services know each other, for a program beside them.</summary>
    public string ServiceKey => _kept.ServiceKey;

    /// <summary>A token by which a caller is one of the installation's services: the value of the metadata focus-service-token.</summary>
    public string ServiceToken(string service) => new ServiceTokens(_kept.ServiceKey, service).Current;

    /// <summary>Runs RabbitMQ's own tool against the broker, e.g. to raise an alarm.</summary>
    public Task ControlBrokerAsync(IReadOnlyList<string> arguments, CancellationToken ct = default) =>
        ((LocalRabbitMqResource)Resource(PartNames.RabbitMq)).ControlAsync(arguments, ct);

    /// <summary>Stops everything.</summary>
    public async ValueTask DisposeAsync()
    {
        _identity.Dispose();
        await SystemPart.EndAsync(_application, Parts);
        await _end.CancelAsync();
        await Task.WhenAll(_watches);
        _end.Dispose();
        _folder.Dispose();
    }

    private static string[] Arguments(FocusSystemOptions options, string folder)
    {
        List<string> arguments =
        [
            "--folder", folder, "--port", "0", "--quick", "--quiet", "--no-dashboard",
            "--time-scale", options.TimeScale.ToString("R", CultureInfo.InvariantCulture),
        ];
        if (options.Replicas.Length > 0)
        {
            arguments.AddRange(["--replicas", options.Replicas]);
        }

        if (options.Metrics)
        {
            arguments.Add("--metrics");
        }

        if (options.MongoDb is not null)
        {
            arguments.AddRange(["--mongodb", options.MongoDb]);
        }

        if (options.BinFolder is not null)
        {
            arguments.AddRange(["--bin", options.BinFolder]);
        }

        return [.. arguments];
    }

    private static void AddEnvironment(
        IDistributedApplicationBuilder builder, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> environment)
    {
        foreach (var part in builder.Resources.OfType<ExecutableResource>())
        {
            builder.CreateResourceBuilder(part).WithEnvironment(context =>
            {
                foreach (var (key, value) in environment.GetValueOrDefault(part.Name.Split('-')[0]) ?? new Dictionary<string, string>())
                {
                    context.EnvironmentVariables[key] = value;
                }
            });
        }
    }

    private async Task StartPartsAsync(CancellationToken ct)
    {
        _watches.Add(SystemPart.WatchAsync(_application, Parts, _end.Token));
        _watches.AddRange(Parts.Select(WriteLogAsync));
        await _application.StartAsync(ct);
        await Task.WhenAll(Parts.Select(part => part.WaitUntilHealthyAsync(ct)));
    }

    private async Task WriteLogAsync(SystemPart part)
    {
        await using var file = new StreamWriter(part.LogFile, append: true) { AutoFlush = true };
        try
        {
            await foreach (
                var batch in _application.Services.GetRequiredService<ResourceLoggerService>().WatchAsync(Resource(part.Name))
                    .WithCancellation(_end.Token))
            {
                foreach (var line in batch)
                {
                    await file.WriteLineAsync(line.Content);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The system has ended.
        }
    }

    private ExecutableResource Resource(string name) =>
        Model.Resources.OfType<ExecutableResource>().Single(resource => resource.Name == name);

    private IEnumerable<EndpointAnnotation> EndpointsOf(string part) => Resource(part).Annotations.OfType<EndpointAnnotation>();

    private Uri AddressOf(string part, string endpoint) =>
        new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{EndpointsOf(part).Single(one => one.Name == endpoint).TargetPort}"));
}
