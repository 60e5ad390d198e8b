using FocusSuite.Insights.Domain.StreakCare;
using FocusSuite.Insights.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.ServiceDefaults.Calendars;
using Grpc.Core;

namespace FocusSuite.Insights.Features;

/// <summary>The caller's own streak over all programs. Two statements.</summary>
internal sealed class GetStreak(FactLedger ledger, StreakSettingsStore settings, CalendarClient calendars, TimeProvider clock)
{
    private const int ShownDates = 60;

    public async Task<GetStreakResponse> HandleAsync(ServerCallContext context)
    {
        var caller = context.Caller();
        var calendar = await calendars.OfAsync(caller, context.CancellationToken);
        var facts = await ledger.ListSessionsAsync(caller.RequiredUserId, context.CancellationToken);
        var own = await settings.GetAsync(caller.RequiredUserId, context.CancellationToken);
        var now = clock.GetUtcNow();
        var today = calendar.DateOf(now);
        var response = Show(PersonalStreak.Of(StreakInput.Of(facts, calendar, own, repairs: [], now), today));
        response.RestDays.Add(own.RestDaysToWire(today));
        response.Vacations.Add(own.VacationsToWire(today));
        return response;
    }

    internal static GetStreakResponse Show(StreakReport report)
    {
        var response = new GetStreakResponse
        {
            CurrentStreak = report.Current,
            LongestStreak = report.Longest,
            IsKeptToday = report.IsTodayKept,
            FreezesLeft = report.FreezesLeft,
            DatesTowardFreeze = report.KeptTowardNextFreeze,
            Dates =
            {
                report.Days.TakeLast(ShownDates).Select(day => new StreakDate { Date = day.Date.ToWire(), State = StateOf(day.Kind) }),
            },
        };
        if (report.StartedOn is { } started)
        {
            response.StartedOn = started.ToWire();
        }

        if (report.SavableUntil is { } until)
        {
            response.EarnBackUntil = until.ToWire();
        }

        return response;
    }

    private static StreakDateState StateOf(StreakDayKind kind) => kind switch
    {
        StreakDayKind.Idle => StreakDateState.Idle,
        StreakDayKind.Kept => StreakDateState.Kept,
        StreakDayKind.Skipped => StreakDateState.Skipped,
        StreakDayKind.Vacation => StreakDateState.Vacation,
        StreakDayKind.Rest => StreakDateState.Rest,
        StreakDayKind.Repaired => StreakDateState.Repaired,
        StreakDayKind.Frozen => StreakDateState.Frozen,
        StreakDayKind.EarnedBack => StreakDateState.EarnedBack,
        StreakDayKind.Broken => StreakDateState.Broken,
        _ => StreakDateState.Open,
    };
}
