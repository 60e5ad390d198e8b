using FocusSuite.AppHost.Postgres;
using FocusSuite.AppHost.Running;
using FocusSuite.AppHost.Tests.Support;
using Npgsql;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Servers;

public sealed class LocalPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Bounded => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task StartAsync_AfterKillAndAfterDispose_KeepsData()
    {
        await using (var first = await LocalPostgres.StartAsync(_folder.Path, Bounded))
        {
            await ExecuteAsync(first.ConnectionString, "CREATE TABLE kept (value int); INSERT INTO kept VALUES (7)");
            await first.KillAsync(Bounded);
            first.State.ShouldBe(PartState.Stopped);
            await first.StartAgainAsync(Bounded);
            (await ScalarAsync(first.ConnectionString, "SELECT value FROM kept")).ShouldBe(7);
        }

        await using var second = await LocalPostgres.StartAsync(_folder.Path, Bounded);
        (await ScalarAsync(second.ConnectionString, "SELECT value FROM kept")).ShouldBe(7);
    }

    [Fact]
    public async Task KillAsync_NotDurable_KeepsWhatWasCommitted()
    {
        await using var server = await LocalPostgres.StartAsync(new LocalPostgresOptions { Folder = _folder.Path, Durable = false }, Bounded);
        await ExecuteAsync(server.ConnectionString, "CREATE TABLE kept (value int)");
        for (var value = 1; value <= 20; value++)
        {
            await ExecuteAsync(server.ConnectionString, $"INSERT INTO kept VALUES ({value})");
        }

        await server.KillAsync(Bounded);
        await server.StartAgainAsync(Bounded);

        (await ScalarAsync(server.ConnectionString, "SELECT count(*) FROM kept")).ShouldBe(20L);
    }

    [Fact]
    public async Task Provisioner_TwoServices_CannotConnectToEachOthersDatabase()
    {
        await using var server = await LocalPostgres.StartAsync(new LocalPostgresOptions { Folder = _folder.Path, Durable = false }, Bounded);
        var provisioner = new DatabaseProvisioner(server.ConnectionString, database => "secret-of-" + database);
        var connections = await provisioner.EnsureAsync(["focus_a", "focus_b"], Bounded);
        (await provisioner.EnsureAsync(["focus_a", "focus_b"], Bounded)).ShouldBe(connections);

        await ExecuteAsync(connections["focus_a"], "CREATE TABLE mine (value int)");
        var foreign = new NpgsqlConnectionStringBuilder(connections["focus_a"]) { Database = "focus_b" }.ConnectionString;
        var refused = await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(foreign, "SELECT 1"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task StartAsync_WrongPassword_IsRefused()
    {
        await using var server = await LocalPostgres.StartAsync(new LocalPostgresOptions { Folder = _folder.Path, Durable = false }, Bounded);
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess" }.ConnectionString;
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(wrong, "SELECT 1"))).SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Bounded);
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Bounded);
    }
}
