using FocusSuite.Identity.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace FocusSuite.Identity.Features.Accounts;

/// <summary>Tells the other services by which settings a user's calendar days are judged.</summary>
internal sealed class GetCalendar(CalendarStore calendars)
{
    public async Task<GetCalendarResponse> HandleAsync(GetCalendarRequest request, ServerCallContext context)
    {
        // A service that speaks for a user learns of that user only; one that works by itself names whom it means.
        var userId = context.Caller().UserId ?? request.UserId;
        new Validation().Id(userId, "user_id").ThrowIfAny();
        var history = await calendars.ReadAsync(userId, context.CancellationToken);
        return new GetCalendarResponse
        {
            Settings =
            {
                history.Entries.Select(entry => new CalendarSettings
                {
                    EffectiveFrom = entry.EffectiveFrom.ToTimestamp(),
                    TimeZone = entry.TimeZone,
                    DayStartHour = entry.DayStartHour,
                }),
            },
        };
    }
}
