namespace FocusSuite.TestSupport.Databases;

/// <summary>The PostgreSQL server of a test run.</summary>
public static class TestPostgres
{
    /// <summary>The environment variable that names a server.</summary>
    public const string Variable = "FOCUS_TEST_POSTGRES";

    private static readonly Lazy<Task<string>> Private = new(PrivatePostgres.StartAsync);

    /// <summary>A superuser's connection string to the server; starts a private one, once a process, when none is named.</summary>
    public static Task<string> ConnectionStringAsync(CancellationToken cancellationToken = default) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? Task.FromResult(given) : Private.Value.WaitAsync(cancellationToken);
}
