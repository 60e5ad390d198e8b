using FocusSuite.Domain;
using FocusSuite.Domain.Calendars;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Persistence;
using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Calendars;

namespace FocusSuite.Insights.Events;

/// <summary>
/// Takes a fact from an event into the ledger, on the date that it was for its person, and grants what it earns. While identity is away the
/// event waits; where it knows nothing of the person, the date that the event tells stands, or else that of UTC. Both steps may be
/// repeated, so a crash between them costs nothing: the event comes again.
/// </summary>
internal sealed class FactRecorder(FactLedger ledger, AchievementStore achievements, CalendarClient calendars, TimeProvider clock)
{
    /// <summary>Records a fact.</summary>
    /// <param name="focusEvent">The event that told it.</param>
    /// <param name="told">The fact; its date is decided here.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task RecordAsync(FocusEvent focusEvent, ToldFact told, CancellationToken cancellationToken)
    {
        var calendar = await calendars.FindAsync(focusEvent.UserId, cancellationToken);
        await ledger.RecordAsync(focusEvent.UserId, told.On(calendar), cancellationToken);
        await achievements.EvaluateAsync(focusEvent.UserId, OperationContext.After(focusEvent, clock), cancellationToken);
    }
}

/// <summary>On which date a fact counts.</summary>
internal static class FactDates
{
    /// <summary>The fact on the date that it was for its person.</summary>
    /// <param name="told">The fact, with the date by the owner or by UTC.</param>
    /// <param name="calendar">The person's calendar; null where nobody keeps one.</param>
    public static ToldFact On(this ToldFact told, UserCalendar? calendar) =>
        calendar is null ? told : told with { Fact = told.Fact with { Date = calendar.DateOf(told.Fact.At) } };

    /// <summary>The date by UTC, where nothing better is known.</summary>
    /// <param name="at">A moment.</param>
    public static DateOnly Utc(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
