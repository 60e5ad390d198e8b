using FocusSuite.Identity.Domain;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Persistence;

/// <summary>Reads and continues users' calendar settings.</summary>
internal sealed class CalendarStore(IdentityContext context)
{
    /// <summary>The settings that a user has had.</summary>
    public async Task<CalendarHistory> ReadAsync(long userId, CancellationToken cancellationToken) => new(
        userId,
        await context.Calendars.AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.EffectiveFrom)
            .ToListAsync(cancellationToken));

    /// <summary>What became of a history, not saved yet.</summary>
    /// <param name="before">As it was read, under the lock of <see cref="LockAsync"/>.</param>
    /// <param name="after">As it is from now on.</param>
    public void Continue(CalendarHistory before, CalendarHistory after)
    {
        context.Calendars.AddRange(after.Entries.Except(before.Entries));
        context.Calendars.RemoveRange(before.Entries.Except(after.Entries));
    }

    /// <summary>Changes a user's settings, and what new access tokens say of the time zone.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="change">The decision on what the settings are now.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The settings from now on; null where the user is being erased.</returns>
    public async Task<CalendarHistory?> ChangeAsync(
        long userId, Func<CalendarHistory, CalendarHistory> change, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await LockAsync(userId, cancellationToken);
        if (await context.Erasures.AnyAsync(erasure => erasure.UserId == userId, cancellationToken))
        {
            return null;
        }

        var before = await ReadAsync(userId, cancellationToken);
        var after = change(before);
        Continue(before, after);
        await context.SaveAsync([], cancellationToken);

        var zone = after.Latest!.TimeZone;
        await context.Accounts.Where(account => account.Id == userId && account.TimeZone != zone)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.TimeZone, zone), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return after;
    }

    /// <summary>
    /// Until the end of the transaction nobody else changes the user's settings: each change builds on the one before it.
    /// </summary>
    public Task LockAsync(long userId, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('calendar', {userId}))", cancellationToken);
}
