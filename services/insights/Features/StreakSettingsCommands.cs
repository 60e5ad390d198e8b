using System.Globalization;
using FocusSuite.Domain;
using FocusSuite.Domain.Calendars;
using FocusSuite.Insights.Domain.StreakCare;
using FocusSuite.Insights.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Calendars;
using Grpc.Core;
using Wire = FocusSuite.Protos.Insights.V1;

namespace FocusSuite.Insights.Features;

/// <summary>
/// Changes what the caller has set for the streak. A change holds from today on, so that none is made while identity cannot tell the date.
/// </summary>
internal sealed class StreakSettingsCommands(StreakSettingsStore store, CalendarClient calendars, TimeProvider clock)
{
    /// <summary>Runs a command for the caller.</summary>
    /// <param name="context">The call.</param>
    /// <param name="decide">The decision, by the caller's date; may run several times.</param>
    /// <returns>The settings after it, and the caller's date.</returns>
    /// <exception cref="ApiException">It is refused.</exception>
    public async Task<(StreakSettings Settings, DateOnly Today)> RunAsync(
        ServerCallContext context, Func<StreakSettings, DateOnly, Decision<StreakSettings>> decide)
    {
        var caller = context.Caller();
        var calendar = await calendars.FindAsync(caller.RequiredUserId, context.CancellationToken) ?? UserCalendar.In(caller.TimeZone);
        var today = calendar.DateOf(clock.GetUtcNow());
        var decision = await store.DecideAsync(
            caller.RequiredUserId, settings => decide(settings, today), context.CancellationToken);
        return decision.Refusal is { } refusal ? throw refusal.ToException() : (decision.State!, today);
    }
}

/// <summary>Streak settings as clients send and see them.</summary>
internal static class StreakSettingsMessages
{
    private const int Sunday = 7;

    /// <summary>The days in force on a date, 1 for Monday to 7 for Sunday.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="today">The date.</param>
    public static IEnumerable<int> RestDaysToWire(this StreakSettings settings, DateOnly today) =>
        settings.RestDaysOn(today).Select(day => day == DayOfWeek.Sunday ? Sunday : (int)day).Order();

    /// <summary>The vacations that are not over on a date.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="today">The date.</param>
    public static IEnumerable<Wire.Vacation> VacationsToWire(this StreakSettings settings, DateOnly today) => settings.Vacations
        .Where(vacation => vacation.Last >= today)
        .Select(vacation => new Wire.Vacation { FirstDate = vacation.First.ToWire(), LastDate = vacation.Last.ToWire() });

    /// <summary>A day of the week as clients send it; null where it is none.</summary>
    /// <param name="weekday">1 for Monday to 7 for Sunday.</param>
    public static DayOfWeek? ToDayOfWeek(int weekday) =>
        weekday is >= 1 and <= Sunday ? (DayOfWeek)(weekday % Sunday) : null;

    /// <summary>A date that a request must have.</summary>
    /// <param name="validation">Told where it is none.</param>
    /// <param name="text">The field's text.</param>
    /// <param name="field">Its name.</param>
    public static DateOnly Date(this Validation validation, string text, string field)
    {
        var isDate = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date);
        validation.Check(isDate, field, text.Length == 0 ? Validation.Required : "Must be a date, e.g. 2026-03-10.");
        return date;
    }
}
