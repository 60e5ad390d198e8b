using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Messaging.Pipeline;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace FocusSuite.Relational;

/// <summary>A service's own database: its tables, the outbox and the idempotency keys. Events are saved with the state that caused them.</summary>
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
        var leasedUntil = DateTimeOffset.UtcNow + relay.Lease;
        var rows = messages.Select(message => new OutboxRow
        {
            Id = message.Id,
            Type = message.Type,
            Body = message.Body,
            TraceParent = message.TraceParent,
            OccurredAt = message.OccurredAt,
            LeasedUntil = leasedUntil,
        }).ToList();
        Set<OutboxRow>().AddRange(rows);

        PipelinePoints.Pass(PipelinePoints.BeforeSave);
        await SaveChangesAsync(cancellationToken);
        PipelinePoints.Pass(PipelinePoints.AfterSaveBeforePublish);

        // The relay removes them; the context must not think that they are still there.
        rows.ForEach(row => Entry(row).State = EntityState.Detached);
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
}
