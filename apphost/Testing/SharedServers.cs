using FocusSuite.AppHost.Installation;
using FocusSuite.AppHost.Postgres;
using FocusSuite.AppHost.RabbitMq;

namespace FocusSuite.AppHost.Testing;

/// <summary>Servers for tests: those that ./focus test gives, or private ones for this process when it was started by hand.</summary>
public static class SharedServers
{
    /// <summary>The variable that holds a PostgreSQL superuser's connection string.</summary>
    public const string PostgresVariable = "FOCUS_TEST_POSTGRES";

    /// <summary>The variable that holds a broker's amqp address.</summary>
    public const string RabbitMqVariable = "FOCUS_TEST_RABBITMQ";

    /// <summary>A PostgreSQL server.</summary>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>A superuser's connection string in it; disposing it stops the server if it was started here.</returns>
    public static Task<SharedServer> PostgresAsync(CancellationToken ct = default) => GetAsync(
        PostgresVariable,
        async folder =>
        {
            var server = await LocalPostgres.StartAsync(new LocalPostgresOptions { Folder = folder, Durable = false }, ct).ConfigureAwait(false);
            return (server, server.ConnectionString);
        });

    /// <summary>A RabbitMQ broker.</summary>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>The broker's amqp address; disposing it stops the broker if it was started here.</returns>
    public static Task<SharedServer> RabbitMqAsync(CancellationToken ct = default) => GetAsync(
        RabbitMqVariable,
        async folder =>
        {
            var broker = await LocalRabbitMq.StartAsync(folder, ct).ConfigureAwait(false);
            return (broker, broker.Uri);
        });

    private static async Task<SharedServer> GetAsync(string variable, Func<string, Task<(Running.SystemPart Part, string Address)>> start)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
            return new SharedServer(given, null, null);
        var folder = new TemporaryRunFolder();
        try
        {
            var (part, address) = await start(folder.Path).ConfigureAwait(false);
            return new SharedServer(address, part, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }
}
