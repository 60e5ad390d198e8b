using FocusSuite.Messaging.Outbox;
using Npgsql;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

public sealed class PostgresOutboxSourceTests(Servers servers) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private readonly string _database = $"outbox_{Guid.NewGuid():N}";
    private NpgsqlDataSource _server = null!;
    private NpgsqlDataSource _dataSource = null!;
    private PostgresOutboxSource _outbox = null!;

    public async ValueTask InitializeAsync()
    {
        var server = servers.Postgres;
        _server = NpgsqlDataSource.Create(server);
        await using (var create = _server.CreateCommand($"CREATE DATABASE {_database}"))
        {
            await create.ExecuteNonQueryAsync();
        }

        _dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = _database }.ConnectionString);
        _outbox = new PostgresOutboxSource(_dataSource);
        await using var table = _dataSource.CreateCommand(PostgresOutboxSource.CreateTable);
        await table.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _dataSource.DisposeAsync();
        await using (var drop = _server.CreateCommand($"DROP DATABASE {_database} WITH (FORCE)"))
        {
            await drop.ExecuteNonQueryAsync();
        }

        await _server.DisposeAsync();
    }

    [Fact]
    public async Task TakeAsync_LeaseRunOut_ReturnsTheMessageAsItWasSaved()
    {
        var saved = Facts.Message() with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        await SaveAsync(TimeSpan.FromSeconds(-1), saved);

        (await _outbox.TakeAsync(10, Lease, CancellationToken.None)).ShouldBe([saved]);
    }

    [Fact]
    public async Task TakeAsync_LeasedToAnother_ReturnsNothing()
    {
        await SaveAsync(Lease, Facts.Message());

        (await _outbox.TakeAsync(10, Lease, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TakeAsync_ManyReplicasAtOnce_EachMessageGoesToOne()
    {
        var saved = Enumerable.Range(0, 200).Select(_ => Facts.Message()).ToArray();
        await SaveAsync(TimeSpan.FromSeconds(-1), saved);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var mine = new List<Guid>();
            while (await _outbox.TakeAsync(7, Lease, CancellationToken.None) is { Count: > 0 } some)
            {
                mine.AddRange(some.Select(message => message.Id));
            }

            return mine;
        }));

        taken.SelectMany(ids => ids).Order().ShouldBe(saved.Select(message => message.Id).Order());
    }

    [Fact]
    public async Task Add_TransactionRolledBack_LeavesNoMessage()
    {
        await using (var connection = await _dataSource.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var batch = new NpgsqlBatch(connection, transaction);
            PostgresOutboxSource.Add(batch, [Facts.Message()], TimeSpan.FromSeconds(-1));
            await batch.ExecuteNonQueryAsync();
            await transaction.RollbackAsync();
        }

        (await _outbox.MeasureAsync(CancellationToken.None)).ShouldBe(new OutboxDepth(0, null));
    }

    [Fact]
    public async Task RemoveAsync_SomeOfThem_LeavesTheOthersAndPassesOverUnknownIds()
    {
        var (gone, stays) = (Facts.Message(), Facts.Message());
        await SaveAsync(TimeSpan.FromSeconds(-1), gone, stays);

        await _outbox.RemoveAsync([gone.Id, Guid.NewGuid()], CancellationToken.None);

        (await _outbox.TakeAsync(10, Lease, CancellationToken.None)).ShouldBe([stays]);
        (await _outbox.MeasureAsync(CancellationToken.None)).ShouldBe(new OutboxDepth(1, stays.OccurredAt));
    }

    private async Task SaveAsync(TimeSpan lease, params OutboxMessage[] messages)
    {
        await using var connection = await _dataSource.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        PostgresOutboxSource.Add(batch, messages, lease);
        await batch.ExecuteNonQueryAsync();
    }
}
