using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FocusSuite.Hosting.Migrating;

/// <summary>
/// With <c>Focus:Migrate</c> brings the schema up to date before the service takes calls: for one machine. An installation of many leaves
/// it off, and runs the program once with <c>migrate</c> before its replicas change.
/// </summary>
internal sealed class SchemaAtStart(
    IEnumerable<ISchema> schemas, IConfiguration configuration, ILogger<SchemaAtStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!configuration.GetValue<bool>("Focus:Migrate"))
        {
            return;
        }

        foreach (var schema in schemas)
        {
            await schema.MigrateAsync(cancellationToken);
        }

        Log.Migrated(logger);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
