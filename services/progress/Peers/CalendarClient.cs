using FocusSuite.Domain.Calendars;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Identity.V1;

namespace FocusSuite.Progress.Peers;

/// <summary>
/// Asks identity for people's calendars. It is the one place where they are changed, so no answer is older than the change before it.
/// </summary>
internal sealed partial class CalendarClient(AccountInternalService.AccountInternalServiceClient accounts, ILogger<CalendarClient> logger)
{
    /// <summary>The calendar of a person; null where identity has none, since the account is another provider's.</summary>
    /// <exception cref="Grpc.Core.RpcException">Identity is away.</exception>
    public async Task<UserCalendar?> FindAsync(long userId, CancellationToken cancellationToken)
    {
        var answer = await accounts.GetCalendarAsync(new GetCalendarRequest { UserId = userId }, cancellationToken: cancellationToken);
        return answer.Settings.Count == 0
            ? null
            : new UserCalendar(
                answer.Settings.Select(one => new DaySettings(one.EffectiveFrom.ToDateTimeOffset(), one.TimeZone, one.DayStartHour)));
    }

    /// <summary>The caller's calendar for what is only shown: while identity is away, the access token's time zone has to do.</summary>
    public async Task<UserCalendar> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(caller.RequiredUserId, cancellationToken) ?? UserCalendar.In(caller.TimeZone);
        }
        catch (Grpc.Core.RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFellBack(logger, exception);
            return UserCalendar.In(caller.TimeZone);
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "Identity did not answer; a streak is shown by the time zone of the access token.")]
    private static partial void LogFellBack(ILogger logger, Exception exception);
}
