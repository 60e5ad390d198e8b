using FocusSuite.Domain.Calendars;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Peers;
using FocusSuite.Protos.Identity.V1;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FocusSuite.ServiceDefaults.Calendars;

/// <summary>
/// Asks identity for people's calendars. It is the one place where they are changed, so no answer is older than the change before it.
/// </summary>
/// <param name="accounts">Identity.</param>
/// <param name="logger">Told where identity is away.</param>
public sealed class CalendarClient(AccountInternalService.AccountInternalServiceClient accounts, ILogger<CalendarClient> logger)
{
    /// <summary>The calendar of a person; null where identity has none, since the account is another provider's.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The calendar.</returns>
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
    /// <param name="caller">The caller.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The calendar.</returns>
    public async Task<UserCalendar> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        try
        {
            return await FindAsync(caller.RequiredUserId, cancellationToken) ?? UserCalendar.In(caller.TimeZone);
        }
        catch (Grpc.Core.RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.CalendarAway(logger, exception);
            return UserCalendar.In(caller.TimeZone);
        }
    }
}

/// <summary>Registers <see cref="CalendarClient"/>.</summary>
public static class CalendarServiceCollectionExtensions
{
    /// <summary>Lets the service ask for people's calendars.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <param name="configuration">The service's configuration.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddCalendars(this IServiceCollection services, IConfiguration configuration) => services
        .AddPeer<AccountInternalService.AccountInternalServiceClient>(configuration, "Identity")
        .AddSingleton<CalendarClient>();
}
