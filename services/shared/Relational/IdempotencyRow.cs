using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Relational;

/// <summary>A request with an idempotency key; the table is <see cref="RelationalIdempotencyStore"/>'s.</summary>
internal sealed class IdempotencyRow
{
    public long UserId { get; init; }

    public required string Key { get; init; }

    public required string Fingerprint { get; init; }

    public byte[]? Answer { get; init; }

    public string? HttpStatus { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LeasedUntil { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<IdempotencyRow>(row =>
    {
        row.ToTable("idempotency");
        row.HasKey(request => new { request.UserId, request.Key });
        row.HasIndex(request => request.CreatedAt);
    });
}
