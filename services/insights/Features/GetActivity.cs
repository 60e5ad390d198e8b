using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.ServiceDefaults.Calendars;
using Grpc.Core;

namespace FocusSuite.Insights.Features;

/// <summary>Focus by date, for a heat map. One statement; the database adds up.</summary>
internal sealed class GetActivity(FactLedger ledger, CalendarClient calendars, TimeProvider clock)
{
    // 53 weeks: a year as a heat map shows it, whole weeks at both ends.
    private const int DefaultDates = 371;
    private const int MaxDates = 400;

    public async Task<GetActivityResponse> HandleAsync(GetActivityRequest request, ServerCallContext context)
    {
        var validation = new Validation();
        DateOnly? from = request.From.Length > 0 ? validation.Date(request.From, "from") : null;
        DateOnly? to = request.To.Length > 0 ? validation.Date(request.To, "to") : null;
        validation.ThrowIfAny();
        var caller = context.Caller();

        // Only who does not say the last date has to be asked for the calendar.
        var last = to ?? (await calendars.OfAsync(caller, context.CancellationToken)).DateOf(clock.GetUtcNow());
        var first = from ?? last.AddDays(1 - Math.Min(DefaultDates, last.DayNumber + 1));
        validation
            .Check(first <= last, "from", "Must not be after the last date.")
            .Check(last.DayNumber - first.DayNumber < MaxDates, "from", $"Must be at most {MaxDates - 1} dates before the last one.")
            .ThrowIfAny();
        return Show(first, last, await ledger.SumByDateAsync(caller.RequiredUserId, first, last, context.CancellationToken));
    }

    internal static GetActivityResponse Show(DateOnly first, DateOnly last, IReadOnlyList<DateFocus> dates) => new()
    {
        From = first.ToWire(),
        To = last.ToWire(),
        Dates =
        {
            dates.Select(date => new ActivityDate
            {
                Date = date.Date.ToWire(),
                FocusMinutes = (int)(date.Seconds / 60),
                Sessions = date.Sessions,
            }),
        },
        Weekdays =
        {
            Enumerable.Range(1, 7).Select(weekday => Weekday(weekday, [.. dates.Where(date => IsoWeekday(date.Date) == weekday)])),
        },
        TotalFocusMinutes = dates.Sum(date => date.Seconds) / 60,
        TotalSessions = dates.Sum(date => date.Sessions),
    };

    private static ActivityWeekday Weekday(int weekday, IReadOnlyList<DateFocus> dates) => new()
    {
        Weekday = weekday,
        FocusMinutes = dates.Sum(date => date.Seconds) / 60,
        Sessions = dates.Sum(date => date.Sessions),
    };

    private static int IsoWeekday(DateOnly date) => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
}
