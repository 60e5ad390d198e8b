using FocusSuite.TestSystem;

namespace FocusSuite.TestSupport.Databases;

/// <summary>The PostgreSQL server of a test run.</summary>
public static class TestPostgres
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private static readonly Lazy<Task<TestServer>> Server = new(StartAsync);

    /// <summary>A superuser's connection string to the server; starts a private one, once a process, when none is named.</summary>
    public static async Task<string> ConnectionStringAsync(CancellationToken cancellationToken = default) =>
        (await Server.Value.WaitAsync(cancellationToken)).Address;

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.PostgresAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().Wait(StopTimeout);
        return server;
    }
}
