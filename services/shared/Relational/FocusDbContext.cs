using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Messaging.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace FocusSuite.Relational;

/// <summary>
/// A service's own database: its tables, the outbox and the idempotency keys. Events are saved with the state that caused them.
/// </summary>
/// <param name="options">The context's options.</param>
public abstract class FocusDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>Saves the tracked changes and what they caused, in one transaction, and wakes the relay.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when all is committed.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed a row meanwhile.</exception>
    public async Task SaveAsync(IReadOnlyCollection<FocusEvent> events, CancellationToken cancellationToken)
    {
        var messages = OutboxMessages.From(events);
        var relay = this.GetService<IOutboxRelay>();
        PipelinePoints.Pass(PipelinePoints.BeforeSave);
        if (messages.Count == 0)
        {
            await SaveChangesAsync(cancellationToken);
        }
        else
        {
            await SaveAsync(messages, relay.Lease, cancellationToken);
        }

        PipelinePoints.Pass(PipelinePoints.AfterSaveBeforePublish);
        relay.Post(this.GetService<PostgresOutboxSource>(), messages);
    }

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        OutboxRow.Map(modelBuilder);
        IdempotencyRow.Map(modelBuilder);
        ErasedUserRow.Map(modelBuilder);
    }

    /// <summary>
    /// The messages by SQL and not as rows of the model: their lease must be by the server's clock, as it is when it is looked at. By this
    /// process's own, a replica whose clock is behind would lose its messages to others before it had published them.
    /// </summary>
    private async Task SaveAsync(IReadOnlyList<OutboxMessage> messages, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;

        // Nothing is done after a failed save but to give the transaction up: a savepoint would be one more way to the server and back.
        var savepoints = Database.AutoSavepointsEnabled;
        Database.AutoSavepointsEnabled = savepoints && own is null;
        try
        {
            await SaveChangesAsync(cancellationToken);
        }
        finally
        {
            Database.AutoSavepointsEnabled = savepoints;
        }

        await using var batch = new NpgsqlBatch(
            (NpgsqlConnection)Database.GetDbConnection(), (NpgsqlTransaction)Database.CurrentTransaction!.GetDbTransaction());
        PostgresOutboxSource.Add(batch, messages, lease);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (own is not null)
        {
            await own.CommitAsync(cancellationToken);
        }
    }
}
