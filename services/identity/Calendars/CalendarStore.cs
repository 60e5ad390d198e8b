using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Storage;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Calendars;

/// <summary>Reads and continues people's calendar settings.</summary>
internal sealed class CalendarStore(IdentityContext context)
{
    /// <summary>
    /// So many settings of a person are kept. What is done is counted within seconds, and older settings are asked for only by what comes late;
    /// the bound keeps a history small whatever a client does.
    /// </summary>
    public const int Remembered = 100;

    /// <summary>The settings that a person has had, in order; none where an account is another provider's and was never set here.</summary>
    public Task<List<CalendarRow>> ReadAsync(long userId, CancellationToken cancellationToken) =>
        context.Calendars.AsNoTracking().Where(row => row.UserId == userId).OrderBy(row => row.EffectiveFrom).ToListAsync(cancellationToken);

    /// <summary>The first settings of an account, not saved yet.</summary>
    public void Begin(Account account) => context.Calendars.Add(new CalendarRow
    {
        UserId = account.Id,
        EffectiveFrom = account.CreatedAt,
        TimeZone = account.TimeZone,
    });

    /// <summary>Continues a history with other settings, not saved yet. The same settings again change nothing.</summary>
    /// <param name="history">The history so far, read under the lock of <see cref="LockAsync"/> and kept up to date here.</param>
    /// <param name="next">The settings from now on.</param>
    public void Continue(List<CalendarRow> history, CalendarRow next)
    {
        var last = history.Count > 0 ? history[^1] : null;
        if (last is not null && last.TimeZone == next.TimeZone && last.DayStartHour == next.DayStartHour)
        {
            return;
        }

        // Each comes after the one before it, also where the clocks of two replicas differ.
        var from = last is null || next.EffectiveFrom > last.EffectiveFrom ? next.EffectiveFrom : last.EffectiveFrom.AddMilliseconds(1);
        var row = new CalendarRow { UserId = next.UserId, EffectiveFrom = from, TimeZone = next.TimeZone, DayStartHour = next.DayStartHour };
        context.Calendars.Add(row);
        history.Add(row);
        while (history.Count > Remembered)
        {
            context.Calendars.Remove(history[0]);
            history.RemoveAt(0);
        }
    }

    /// <summary>Until the end of the transaction nobody else changes the person's settings: each change builds on the one before it.</summary>
    public Task LockAsync(long userId, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('calendar', {userId}))", cancellationToken);
}
