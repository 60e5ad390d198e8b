using System.Globalization;
using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Features.Erasure;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Identity.Features.Accounts;

/// <summary>Shows the caller's settings.</summary>
internal sealed class GetSettings(CalendarStore calendars, ErasureStore erasures, TimeProvider clock)
{
    public async Task<GetSettingsResponse> HandleAsync(GetSettingsRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var history = await calendars.ReadAsync(caller.RequiredUserId, context.CancellationToken);
        if (history.Latest is null)
        {
            await erasures.RefuseErasedAsync(caller.RequiredUserId, context.CancellationToken);
        }

        var now = clock.GetUtcNow();
        return Show(Current(history, caller, now), now);
    }

    /// <summary>The settings of now. An account of another provider begins with what its token says.</summary>
    internal static CalendarEntry Current(CalendarHistory history, Caller caller, DateTimeOffset now) =>
        history.Latest ?? new CalendarEntry { UserId = caller.RequiredUserId, EffectiveFrom = now, TimeZone = caller.TimeZone.Id };

    internal static GetSettingsResponse Show(CalendarEntry entry, DateTimeOffset now) => new()
    {
        TimeZone = entry.TimeZone,
        DayStartHour = entry.DayStartHour,
        EffectiveFrom = entry.EffectiveFrom.ToTimestamp(),
        LocalDate = new UserCalendar([entry.ToSettings()]).DateOf(now).ToString("O", CultureInfo.InvariantCulture),
    };
}
