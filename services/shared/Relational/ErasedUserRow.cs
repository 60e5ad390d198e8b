using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Relational;

/// <summary>A user who was erased; the table of erasures that services remember.</summary>
internal sealed class ErasedUserRow
{
    /// <summary>A keyed hash: nothing of the user remains, not even the number.</summary>
    public required byte[] UserHash { get; init; }

    public Guid ErasureId { get; init; }

    /// <summary>How many records of each kind there were when the erasure began, as JSON.</summary>
    public required string Removed { get; init; }

    /// <summary>Real time after which no token and no event of the user is about any more.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    public static void Map(ModelBuilder model) => model.Entity<ErasedUserRow>(row =>
    {
        row.ToTable("erased_users");
        row.HasKey(user => user.UserHash);
        row.Property(user => user.Removed).HasColumnType("jsonb");
    });
}
