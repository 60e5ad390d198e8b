using FocusSuite.Identity.Calendars;
using FocusSuite.Identity.Operating;
using FocusSuite.Identity.Storage;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.Relational;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.ServiceDefaults.Idempotency;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Erasing;

/// <summary>
/// Begins erasures and shows their receipts. What makes the account one that never was is one transaction with the wish itself: from there on the rest
/// follows, whoever dies.
/// </summary>
internal sealed class Erasures(
    IdentityContext context, PersonalAccount account, CalendarStore calendars, ErasureWorker worker, RealTime time, TimeProvider clock)
{
    // Real time. Most erasures are through with the first round by then; the answer tells when one is not.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public async Task<Erasure> BeginAsync(long userId, string requestId, CancellationToken cancellationToken)
    {
        var validation = new Validation();
        var id = RequestKeys.ReadRequestId(requestId, RequestKeys.Field, validation) ?? Guid.NewGuid();
        validation.ThrowIfAny();
        id = await SaveAsync(id, userId, cancellationToken);

        await worker.FirstRoundAsync(id, Patience, cancellationToken);
        context.ChangeTracker.Clear();
        return Show(await context.Erasures.AsNoTracking().SingleAsync(erasure => erasure.Id == id, cancellationToken));
    }

    public async Task<Erasure> FindAsync(string erasureId, CancellationToken cancellationToken)
    {
        var erasure = Guid.TryParseExact(erasureId, "D", out var id)
            ? await context.Erasures.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancellationToken)
            : null;
        return Show(erasure ?? throw new ApiException(ErrorCodes.NotFound));
    }

    /// <summary>
    /// Whether a person is being erased. Their token is good for a moment more where the word has not come yet, and an account of another
    /// provider has no
    /// row here by which it could be told.
    /// </summary>
    public Task<bool> IsErasedAsync(long userId, CancellationToken cancellationToken) =>
        context.Erasures.AnyAsync(erasure => erasure.UserId == userId, cancellationToken);

    private async Task<Guid> SaveAsync(Guid id, long userId, CancellationToken cancellationToken)
    {
        var counts = await account.CountAsync(userId, cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // Whoever changes the settings at this moment is through before, or finds the erasure: see IsErasedAsync.
        await calendars.LockAsync(userId, cancellationToken);
        context.Erasures.Add(new ErasureRow
        {
            Id = id,
            UserId = userId,
            RequestedAt = clock.GetUtcNow(),
            Round = 1,
            Pending = [.. ErasureWorker.Stores],
            NextAt = time.Now,
            Removed = [.. counts.Where(kind => kind.Value > 0).Select(kind => new ErasedKind { Store = ErasureWorker.Identity, Kind = kind.Key, Count = kind.Value })],
        });
        try
        {
            await context.SaveAsync([], cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.Is(DatabaseErrorKind.Unique))
        {
            // The same wish came twice at once. An id that somebody else's erasure has is refused, and nothing is told of that one.
            await transaction.RollbackAsync(cancellationToken);
            context.ChangeTracker.Clear();
            var other = await context.Erasures.AsNoTracking().SingleOrDefaultAsync(erasure => erasure.UserId == userId, cancellationToken);
            return other?.Id ?? throw new ApiException(ErrorCodes.IdempotencyKeyReused);
        }

        await account.RemoveAsync(userId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    private static Erasure Show(ErasureRow erasure) => new()
    {
        ErasureId = erasure.Id.ToString("D"),
        Status = erasure.CompletedAt is null ? ErasureStatus.InProgress : ErasureStatus.Completed,
        RequestedAt = erasure.RequestedAt.ToTimestamp(),
        CompletedAt = erasure.CompletedAt?.ToTimestamp(),
        Removed = { erasure.Removed.Select(kind => new ErasedRecords { Store = kind.Store, Kind = kind.Kind, Count = kind.Count }) },
    };
}
