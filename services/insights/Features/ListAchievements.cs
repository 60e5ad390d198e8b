using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.Insights.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.ServiceDefaults.Calendars;
using Grpc.Core;

namespace FocusSuite.Insights.Features;

/// <summary>All achievements with the caller's progress. Two statements.</summary>
internal sealed class ListAchievements(
    FactLedger ledger, AchievementStore achievements, AchievementCatalog catalog, CalendarClient calendars, TimeProvider clock)
{
    public async Task<ListAchievementsResponse> HandleAsync(ServerCallContext context)
    {
        var caller = context.Caller();
        var today = (await calendars.OfAsync(caller, context.CancellationToken)).DateOf(clock.GetUtcNow());
        var all = ShownAchievement.All(
            catalog,
            await ledger.ListAsync(caller.RequiredUserId, context.CancellationToken),
            await achievements.ListAsync(caller.RequiredUserId, context.CancellationToken),
            today);
        return new ListAchievementsResponse
        {
            // The sort is stable: what is not earned stays in the order of the file.
            Achievements =
            {
                all.Where(shown => !shown.IsSecret)
                    .OrderByDescending(shown => shown.Earned.Count > 0 ? shown.Earned[0].EarnedAt : DateTimeOffset.MinValue)
                    .Select(shown => shown.ToMessage()),
            },
            HiddenCount = all.Count(shown => shown.IsSecret),
        };
    }
}
