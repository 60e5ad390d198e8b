using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Relational;

/// <summary>An event that waits to be published; the table is <see cref="Messaging.Outbox.PostgresOutboxSource"/>'s.</summary>
internal sealed class OutboxRow
{
    public Guid Id { get; init; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    public string? TraceParent { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset LeasedUntil { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<OutboxRow>(row =>
    {
        row.ToTable("outbox");
        row.HasKey(message => message.Id);
        row.HasIndex(message => message.LeasedUntil);
    });
}
