using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace FocusSuite.Documents.Hosting;

/// <summary>
/// With <c>Focus:Migrate</c> makes what the documents need before the service takes calls; several replicas may do so at once.
/// With <c>Focus:MigrateOnly</c> the process ends after it, for a deployment's migration job.
/// </summary>
internal sealed class DocumentMigrator(IDocumentDatabase database, IConfiguration configuration, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var only = configuration.GetValue<bool>("Focus:MigrateOnly");
        if (only || configuration.GetValue<bool>("Focus:Migrate"))
        {
            await database.EnsureCreatedAsync(cancellationToken);
        }

        if (only)
        {
            lifetime.StopApplication();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
