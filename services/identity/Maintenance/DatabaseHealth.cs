using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace FocusSuite.Identity.Maintenance;

/// <summary>Identity is of no use without its database.</summary>
internal sealed partial class DatabaseHealth(NpgsqlDataSource dataSource, ILogger<DatabaseHealth> logger) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Timeout);
        try
        {
            await using var command = dataSource.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(bound.Token);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            LogDatabaseAway(logger, exception);
            return new HealthCheckResult(context.Registration.FailureStatus, exception: exception);
        }
    }

    [LoggerMessage(8, LogLevel.Warning, "The database does not answer; the replica is not ready.")]
    private static partial void LogDatabaseAway(ILogger logger, Exception exception);
}
