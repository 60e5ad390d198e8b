using System.Globalization;
using FocusSuite.Domain.Calendars;
using FocusSuite.Identity.Accounts;
using FocusSuite.Identity.Erasing;
using FocusSuite.Identity.Storage;
using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Identity.Calendars;

/// <summary>Shows and changes the caller's settings.</summary>
internal sealed class SettingsHandler(CalendarStore calendars, Erasures erasures, IdentityContext context, TimeProvider clock)
{
    public async Task<GetSettingsResponse> GetAsync(Caller caller, CancellationToken cancellationToken)
    {
        var history = await calendars.ReadAsync(caller.RequiredUserId, cancellationToken);
        if (history.Count == 0)
        {
            await RefuseErasedAsync(caller.RequiredUserId, cancellationToken);
        }

        return Show(Current(history, caller));
    }

    public async Task<UpdateSettingsResponse> UpdateAsync(UpdateSettingsRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var timeZone = Validate(request);
        var userId = caller.RequiredUserId;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await calendars.LockAsync(userId, cancellationToken);
        await RefuseErasedAsync(userId, cancellationToken);
        var history = await calendars.ReadAsync(userId, cancellationToken);
        var current = Current(history, caller);
        calendars.Continue(history, new CalendarRow
        {
            UserId = userId,
            EffectiveFrom = clock.GetUtcNow(),
            TimeZone = timeZone ?? current.TimeZone,
            DayStartHour = request.HasDayStartHour ? request.DayStartHour : current.DayStartHour,
        });
        await context.SaveAsync([], cancellationToken);

        // What new access tokens say.
        var zone = history[^1].TimeZone;
        await context.Accounts.Where(account => account.Id == userId && account.TimeZone != zone)
            .ExecuteUpdateAsync(set => set.SetProperty(account => account.TimeZone, zone), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var shown = Show(history[^1]);
        return new UpdateSettingsResponse
        {
            TimeZone = shown.TimeZone,
            DayStartHour = shown.DayStartHour,
            EffectiveFrom = shown.EffectiveFrom,
            LocalDate = shown.LocalDate,
        };
    }

    /// <summary>All that is wrong with the request.</summary>
    /// <returns>The time zone in its own spelling; null where none is given.</returns>
    internal static string? Validate(UpdateSettingsRequest request)
    {
        var validation = new Validation();
        var timeZone = request.HasTimeZone ? AccountRules.CheckTimeZone(validation, request.TimeZone, required: true) : null;
        validation
            .Range(request.HasDayStartHour ? request.DayStartHour : null, 0, DaySettings.LatestDayStart, "day_start_hour", required: false)
            .ThrowIfAny();
        return timeZone;
    }

    private async Task RefuseErasedAsync(long userId, CancellationToken cancellationToken)
    {
        if (await erasures.IsErasedAsync(userId, cancellationToken))
        {
            throw new ApiException(ErrorCodes.Unauthenticated);
        }
    }

    // An account of another provider begins with what its token says.
    private CalendarRow Current(List<CalendarRow> history, Caller caller) => history.Count > 0
        ? history[^1]
        : new CalendarRow { UserId = caller.RequiredUserId, EffectiveFrom = clock.GetUtcNow(), TimeZone = caller.TimeZone.Id };

    private GetSettingsResponse Show(CalendarRow row) => new()
    {
        TimeZone = row.TimeZone,
        DayStartHour = row.DayStartHour,
        EffectiveFrom = row.EffectiveFrom.ToTimestamp(),
        LocalDate = new PersonCalendar([row.ToSettings()]).DateOf(clock.GetUtcNow()).ToString("O", CultureInfo.InvariantCulture),
    };
}
