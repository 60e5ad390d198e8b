using FocusSuite.Identity.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Relational;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Persistence;

/// <summary>Begins and continues erasures.</summary>
internal sealed class ErasureStore(IdentityContext context, PersonalAccount account, CalendarStore calendars)
{
    /// <summary>An erasure as it is now; null where there is none.</summary>
    public Task<AccountErasure?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        context.Erasures.AsNoTracking().SingleOrDefaultAsync(erasure => erasure.Id == id, cancellationToken);

    /// <summary>
    /// Whether a user is being erased. Their token is good for a moment more where the word has not come yet, and an account of another
    /// provider has no row here by which it could be told.
    /// </summary>
    public Task<bool> IsErasedAsync(long userId, CancellationToken cancellationToken) =>
        context.Erasures.AnyAsync(erasure => erasure.UserId == userId, cancellationToken);

    /// <summary>
    /// Saves a wish, and makes the account one that never was in the same transaction: from there on the rest follows, whoever dies.
    /// </summary>
    /// <returns>The erasure of the user, this one or an earlier one; null where the id is that of somebody else's.</returns>
    public async Task<Guid?> BeginAsync(AccountErasure erasure, CancellationToken cancellationToken)
    {
        var userId = erasure.UserId!.Value;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // Whoever changes the settings at this moment is through before, or finds the erasure: see IsErasedAsync.
        await calendars.LockAsync(userId, cancellationToken);
        context.Erasures.Add(erasure);
        try
        {
            await context.SaveAsync([], cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.Is(DatabaseErrorKind.Unique))
        {
            // The same wish came twice at once. An id that somebody else's erasure has is refused, and nothing is told of that one.
            await transaction.RollbackAsync(cancellationToken);
            context.ChangeTracker.Clear();
            var other = await context.Erasures.AsNoTracking().SingleOrDefaultAsync(one => one.UserId == userId, cancellationToken);
            return other?.Id;
        }

        await account.RemoveAsync(userId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return erasure.Id;
    }

    /// <summary>Takes the next erasure that is due, for a while; of several replicas one gets it.</summary>
    public async Task<AccountErasure?> TakeDueAsync(DateTimeOffset realNow, CancellationToken cancellationToken)
    {
        var due = await context.Erasures.Where(erasure => erasure.CompletedAt == null && erasure.NextAt <= realNow)
            .OrderBy(erasure => erasure.NextAt).FirstOrDefaultAsync(cancellationToken);
        if (due is null)
        {
            return null;
        }

        due.Take(realNow);
        try
        {
            await context.SaveAsync([], cancellationToken);
            return due;
        }
        catch (DbUpdateConcurrencyException)
        {
            return null;
        }
    }

    /// <summary>Saves a step of an erasure that was taken, and what it caused.</summary>
    public Task SaveAsync(IReadOnlyCollection<FocusEvent> events, CancellationToken cancellationToken) =>
        context.SaveAsync(events, cancellationToken);
}
