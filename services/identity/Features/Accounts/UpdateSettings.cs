using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;

namespace FocusSuite.Identity.Features.Accounts;

/// <summary>Changes the caller's settings, from now on.</summary>
internal sealed class UpdateSettings(CalendarStore calendars, TimeProvider clock)
{
    public async Task<UpdateSettingsResponse> HandleAsync(UpdateSettingsRequest request, ServerCallContext context)
    {
        var timeZone = Read(request);
        int? dayStartHour = request.HasDayStartHour ? request.DayStartHour : null;
        var caller = context.Caller();
        var history = await calendars.ChangeAsync(
            caller.RequiredUserId,
            before =>
            {
                var now = clock.GetUtcNow();
                var current = GetSettings.Current(before, caller, now);
                return before.Continue(timeZone ?? current.TimeZone, dayStartHour ?? current.DayStartHour, now);
            },
            context.CancellationToken);
        var shown = GetSettings.Show(history?.Latest ?? throw new ApiException(ErrorCodes.Unauthenticated), clock.GetUtcNow());
        return new UpdateSettingsResponse
        {
            TimeZone = shown.TimeZone,
            DayStartHour = shown.DayStartHour,
            EffectiveFrom = shown.EffectiveFrom,
            LocalDate = shown.LocalDate,
        };
    }

    /// <returns>The time zone in its own spelling; null where none is given.</returns>
    /// <exception cref="ApiException">VALIDATION_FAILED.</exception>
    internal static string? Read(UpdateSettingsRequest request)
    {
        var validation = new Validation();
        var timeZone = request.HasTimeZone ? validation.TimeZone(request.TimeZone, required: true) : null;
        validation
            .Range(request.HasDayStartHour ? request.DayStartHour : null, 0, DaySettings.LatestDayStart, "day_start_hour", required: false)
            .ThrowIfAny();
        return timeZone;
    }
}
