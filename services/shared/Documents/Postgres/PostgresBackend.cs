using FocusSuite.Documents.Internal;
using FocusSuite.Messaging.Outbox;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace FocusSuite.Documents.Postgres;

/// <summary>Documents in PostgreSQL: a table each, and one outbox for all of them.</summary>
internal sealed class PostgresBackend : DocumentBackend
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly IReadOnlyList<IDocumentMap> _maps;
    private readonly ILogger _logger;
    private readonly ServerClock _clock;

    public PostgresBackend(DocumentsOptions options, IReadOnlyList<IDocumentMap> maps, ILogger logger)
    {
        var settings = new NpgsqlConnectionStringBuilder(options.Postgres)
        {
            Timeout = Seconds(options.ServerSelectionTimeout),
            CommandTimeout = Seconds(options.OperationTimeout),

            // Nothing is left set in a session, so that there is nothing to undo at each return to the pool.
            NoResetOnClose = true,
        };

        // The stores run few distinct statements, again and again.
        settings.MaxAutoPrepare = Math.Max(settings.MaxAutoPrepare, 32);

        // What metrics call the pool. Without a name of its own that is the whole connection string.
        _dataSource = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = "postgres" }.Build();
        _maps = maps;
        _logger = logger;
        Outbox = new PostgresOutboxSource(_dataSource);
        _clock = new(ReadClockAsync, TimeProvider.System);
        Log.Home(logger, Kind, settings.Database ?? settings.Username ?? "");
    }

    public override string Kind => "PostgreSQL";

    public override IOutboxSource Outbox { get; }

    public override IDocumentStore<T> Open<T>(DocumentMap<T> map, IOutboxRelay relay) =>
        new PostgresDocumentStore<T>(_dataSource, map, Outbox, relay, _logger);

    public override async Task EnsureCreatedAsync(CancellationToken cancellationToken)
    {
        await Guard(() => new PostgresSchema(_maps).EnsureAsync(_dataSource, cancellationToken));
        Log.SchemaInPlace(_logger, string.Join(", ", _maps.Select(map => map.Collection)), Kind);
    }

    public override ValueTask<DateTimeOffset> GetUtcNowAsync(CancellationToken cancellationToken) =>
        _clock.GetUtcNowAsync(cancellationToken);

    public override async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT 1");
        await Guard(() => command.ExecuteScalarAsync(cancellationToken));
    }

    public override void Dispose() => _dataSource.Dispose();

    private async Task<DateTimeOffset?> ReadClockAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? shown = null;
        await Guard(async () =>
        {
            await using var command = _dataSource.CreateCommand("SELECT clock_timestamp()");
            shown = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        });
        return shown;
    }

    private static int Seconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));

    private static async Task Guard(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception e) when (PostgresFaults.Classify(e) is var fault and not Fault.None)
        {
            throw Unavailable.Of(fault, e);
        }
    }
}
