using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using FocusSuite.AppHost.Servers;
using FocusSuite.AppHost.Suite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.TestSystem;

/// <summary>A server of a test's own, started by Aspire as the system's are, in a folder that goes with it.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly DistributedApplication? _application;
    private readonly ExecutableResource? _resource;
    private readonly SystemPart? _part;
    private readonly CancellationTokenSource _end = new();
    private readonly IReadOnlyList<IDisposable> _kept;
    private Task _watch = Task.CompletedTask;

    private TestServer(
        string address,
        DistributedApplication? application,
        ExecutableResource? resource,
        SystemPart? part,
        params IReadOnlyList<IDisposable> kept) =>
        (Address, _application, _resource, _part, _kept) = (address, application, resource, part, kept);

    /// <summary>How to reach it: a superuser's connection string, or an amqp address.</summary>
    public string Address { get; }

    /// <summary>Its process, of a server that was started here.</summary>
    public SystemPart Part => _part ?? throw new InvalidOperationException("This server is somebody else's.");

    /// <summary>A PostgreSQL server: that of FOCUS_TEST_POSTGRES, or one that is started for this process.</summary>
    public static Task<TestServer> PostgresAsync(CancellationToken ct = default) => Given("FOCUS_TEST_POSTGRES") ?? OwnPostgresAsync(ct);

    /// <summary>Starts a PostgreSQL server that no other tests use, to be hurt.</summary>
    public static Task<TestServer> OwnPostgresAsync(CancellationToken ct = default) => StartAsync(
        (builder, folder) =>
        {
            var server = builder.AddLocalPostgres(
                PartNames.Postgres, folder.DataOf(PartNames.Postgres), folder.PortFor("postgres"), durable: false);
            var databases = new Databases(_ => ValueTask.FromResult<string?>(server.Resource.ConnectionString), _ => "");
            return (server.WithPollingCheck("postgres", databases.ProblemAsync).Resource, server.Resource.ConnectionString);
        },
        ct);

    /// <summary>A RabbitMQ broker: that of FOCUS_TEST_RABBITMQ, or one that is started for this process.</summary>
    public static Task<TestServer> RabbitMqAsync(CancellationToken ct = default) => Given("FOCUS_TEST_RABBITMQ") ?? OwnRabbitMqAsync(ct);

    /// <summary>Starts a RabbitMQ broker that no other tests use, to be hurt.</summary>
    public static Task<TestServer> OwnRabbitMqAsync(CancellationToken ct = default) => StartAsync(
        (builder, folder) =>
        {
            var broker = builder.AddLocalRabbitMq(
                PartNames.RabbitMq, folder.DataOf(PartNames.RabbitMq), folder.PortFor("rabbitmq"), folder.PortFor);
            return (broker.Resource, broker.Resource.Address);
        },
        ct);

    /// <summary>Runs RabbitMQ's own tool against the broker.</summary>
    public Task ControlAsync(IReadOnlyList<string> arguments, CancellationToken ct = default) =>
        ((LocalRabbitMqResource)_resource!).ControlAsync(arguments, ct);

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await SystemPart.EndAsync(_application, [Part]);
        }

        await _end.CancelAsync();
        await _watch;
        _end.Dispose();
        foreach (var kept in _kept)
        {
            kept.Dispose();
        }
    }

    private static Task<TestServer>? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
        ? Task.FromResult(new TestServer(given, null, null, null))
        : null;

    private static async Task<TestServer> StartAsync(
        Func<IDistributedApplicationBuilder, SuiteFolder, (ExecutableResource Resource, string Address)> add, CancellationToken ct)
    {
        var folder = new RunFolder();
        var kept = SuiteFolder.Open(folder.Path);
        DistributedApplication? application = null;
        try
        {
            var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
            {
                // Where the orchestrator's programs lie is written in the AppHost's assembly.
                AssemblyName = typeof(SuiteBuilder).Assembly.GetName().Name,
                DisableDashboard = true,
                AllowUnsecuredTransport = true,
            });
            builder.Configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = string.Create(
                CultureInfo.InvariantCulture, $"http://127.0.0.1:{kept.PortFor("resources")}");
            builder.Services.AddLogging(logging => logging.ClearProviders());
            var (resource, address) = add(builder, kept);
            application = builder.Build();
            await application.StartAsync(ct);
            var part = new SystemPart(resource, application.Services, folder.Path);
            var server = new TestServer(address, application, resource, part, kept, folder);
            server._watch = SystemPart.WatchAsync(application, [part], server._end.Token);
            await part.WaitUntilHealthyAsync(ct);
            return server;
        }
        catch
        {
            await (application?.DisposeAsync() ?? ValueTask.CompletedTask);
            kept.Dispose();
            folder.Dispose();
            throw;
        }
    }
}
