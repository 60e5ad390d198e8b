using System.Reflection;
using FocusSuite.TestSupport.Databases;
using FocusSuite.TestSupport.Tokens;
using Npgsql;
using Shouldly;

namespace FocusSuite.Deployment.Tests.Schema;

/// <summary>
/// Every service's own program with the argument <c>migrate</c>, as the job runs it: without a broker, peers or an identity provider.
/// </summary>
public sealed class ProgramTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    public static TheoryData<string, string> Services => new()
    {
        { "Identity", "accounts" },
        { "Catalog", "programs" },
        { "Enrollment", "enrollments" },
        { "Sessions", "outbox" },
        { "Progress", "outbox" },
        { "Insights", "facts" },
    };

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Migrate_TwoAtOnceAndOnceMore_MakeTheSchemaAndEnd(string service, string table)
    {
        await using var database = await TestDatabase.CreateAsync("migrate", TestContext.Current.CancellationToken);

        await Task.WhenAll(MigrateAsync(service, database.ConnectionString), MigrateAsync(service, database.ConnectionString));
        await MigrateAsync(service, database.ConnectionString);

        (await database.ScalarAsync<bool>($"SELECT to_regclass('{table}') IS NOT NULL", TestContext.Current.CancellationToken))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Migrate_CatalogWhereNothingIs_SeedsThePrograms()
    {
        await using var database = await TestDatabase.CreateAsync("migrate", TestContext.Current.CancellationToken);

        await MigrateAsync("Catalog", database.ConnectionString);

        (await database.ScalarAsync<long>("SELECT count(*) FROM programs", TestContext.Current.CancellationToken)).ShouldBe(2);
    }

    [Fact]
    public async Task Migrate_WithoutItsDatabase_Fails() =>
        await Should.ThrowAsync<NpgsqlException>(() => MigrateAsync("Catalog", "Host=127.0.0.1;Port=1;Database=none;Username=none"));

    private static async Task MigrateAsync(string service, string connectionString)
    {
        string[] arguments =
        [
            "migrate", "--environment=Production", "--Logging:LogLevel:Default=None", $"--ConnectionStrings:Postgres={connectionString}",
            "--ConnectionStrings:RabbitMq=amqp://none:none@127.0.0.1:1/none", $"--Focus:Auth:ServiceKey={TestServiceKey.Value}",
            "--Focus:Auth:Authority=http://127.0.0.1:1",
            .. new[]
            {
                "Identity",
                "Catalog",
                "Enrollment",
                "Sessions",
                "Progress",
                "Insights",
            }.Select(peer => $"--Focus:Peers:{peer}=http://127.0.0.1:1"),
        ];
        var main = Assembly.Load("FocusSuite." + service).EntryPoint!;

        // An asynchronous Main has an entry point that blocks: hence a thread of its own.
        var program = Task.Factory.StartNew(
            () => main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [arguments], null),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        await program.WaitAsync(Bound);
    }
}
