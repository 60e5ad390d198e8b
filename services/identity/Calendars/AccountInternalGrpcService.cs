using FocusSuite.Protos.Identity.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Identity.Calendars;

/// <summary>What the other services ask about accounts.</summary>
internal sealed class AccountInternalGrpcService(CalendarStore calendars) : AccountInternalService.AccountInternalServiceBase
{
    public override async Task<GetCalendarResponse> GetCalendar(GetCalendarRequest request, ServerCallContext context)
    {
        // A service that speaks for a person learns of that person only; one that works by itself names whom it means.
        var userId = context.Caller().UserId ?? request.UserId;
        new Validation().Id(userId, "user_id").ThrowIfAny();
        var history = await calendars.ReadAsync(userId, context.CancellationToken);
        return new GetCalendarResponse
        {
            Settings =
            {
                history.Select(row => new CalendarSettings
                {
                    EffectiveFrom = row.EffectiveFrom.ToTimestamp(),
                    TimeZone = row.TimeZone,
                    DayStartHour = row.DayStartHour,
                }),
            },
        };
    }
}
