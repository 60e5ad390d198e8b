using FocusSuite.TestSystem;
using Npgsql;
using Shouldly;
using Xunit;

namespace FocusSuite.AppHost.Tests.Servers;

public sealed class LocalPostgresTests
{
    private static CancellationToken Bounded => new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token;

    [Fact]
    public async Task KillAsync_AServerOfATest_KeepsWhatWasCommitted()
    {
        await using var server = await TestServer.OwnPostgresAsync(Bounded);
        await ExecuteAsync(server.Address, "CREATE TABLE kept (value int)");
        for (var value = 1; value <= 20; value++)
        {
            await ExecuteAsync(server.Address, $"INSERT INTO kept VALUES ({value})");
        }

        await server.Part.KillAsync(Bounded);
        await server.Part.StartAgainAsync(Bounded);

        (await ScalarAsync(server.Address, "SELECT count(*) FROM kept")).ShouldBe(20L);
    }

    [Fact]
    public async Task Connect_WrongPassword_IsRefused()
    {
        await using var server = await TestServer.OwnPostgresAsync(Bounded);
        var wrong = new NpgsqlConnectionStringBuilder(server.Address) { Password = "guess" }.ConnectionString;

        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(wrong, "SELECT 1")))
            .SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Bounded);
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Bounded);
    }
}
