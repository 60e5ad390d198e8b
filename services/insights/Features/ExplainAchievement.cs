using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.Insights.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Insights.V1;
using FocusSuite.ServiceDefaults.Calendars;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Fact = FocusSuite.Insights.Domain.Fact;
using FactKind = FocusSuite.Insights.Domain.FactKind;

namespace FocusSuite.Insights.Features;

/// <summary>Why an achievement is earned: its rule and the facts. Two statements.</summary>
internal sealed class ExplainAchievement(
    FactLedger ledger, AchievementStore achievements, AchievementCatalog catalog, CalendarClient calendars, TimeProvider clock)
{
    private const int MaxEarned = 100;
    private const int MaxFactsInAll = 2_000;

    public async Task<ExplainAchievementResponse> HandleAsync(ExplainAchievementRequest request, ServerCallContext context)
    {
        if (catalog.Find(request.Code) is not { } definition)
        {
            throw new ApiException(ErrorCodes.NotFound);
        }

        var caller = context.Caller();
        var today = (await calendars.OfAsync(caller, context.CancellationToken)).DateOf(clock.GetUtcNow());
        var facts = await ledger.ListAsync(caller.RequiredUserId, context.CancellationToken);
        var rows = await achievements.ListAsync(caller.RequiredUserId, context.CancellationToken);
        var shown = ShownAchievement.All(catalog, facts, rows, today).Single(shown => shown.Standing.Definition == definition);
        return shown.IsSecret ? throw new ApiException(ErrorCodes.NotFound) : Show(shown, facts);
    }

    private static ExplainAchievementResponse Show(ShownAchievement shown, IReadOnlyList<Fact> facts)
    {
        var byKey = facts.ToDictionary(fact => fact.Key);
        var response = new ExplainAchievementResponse
        {
            Achievement = shown.ToMessage(),
            Rule = RuleText.Of(shown.Standing.Definition),
        };

        // A page of a hundred times a hundred facts is nobody's reading: the newest show theirs.
        var left = MaxFactsInAll;
        foreach (var earned in shown.Earned.Take(MaxEarned))
        {
            var told = earned.FactKeys.Where(byKey.ContainsKey).Take(left).Select(key => Show(byKey[key])).ToList();
            left -= told.Count;
            response.Earned.Add(new EarnedLevel
            {
                Level = earned.Level,
                EarnedAt = earned.EarnedAt.ToTimestamp(),
                Window = earned.Window,
                Facts = { told },
            });
        }

        return response;
    }

    private static FactSummary Show(Fact fact)
    {
        var summary = new FactSummary { Kind = WordOf(fact.Kind), At = fact.At.ToTimestamp(), Date = fact.Date.ToWire() };
        if (fact.EnrollmentId > 0)
        {
            summary.EnrollmentId = fact.EnrollmentId;
        }

        if (fact.DayNumber > 0)
        {
            summary.DayNumber = fact.DayNumber;
        }

        if (fact.Kind == FactKind.SessionCredited)
        {
            summary.FocusMinutes = fact.Seconds / 60;
        }

        return summary;
    }

    private static string WordOf(FactKind kind) => kind switch
    {
        FactKind.SessionCredited => "session",
        FactKind.DistractionNoted => "distraction",
        FactKind.TaskDone => "task",
        FactKind.ReflectionWritten => "reflection",
        FactKind.DayRated => "rating",
        FactKind.DayCompleted => "day",
        FactKind.ProgramStarted => "program_start",
        FactKind.ProgramCompleted => "program_completion",
        _ => "program_end",
    };
}
