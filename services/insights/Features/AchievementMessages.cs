using FocusSuite.Insights.Domain.Achievements;
using FocusSuite.Insights.Persistence;
using FocusSuite.Protos.Insights.V1;
using Google.Protobuf.WellKnownTypes;
using Fact = FocusSuite.Insights.Domain.Fact;

namespace FocusSuite.Insights.Features;

/// <summary>
/// How a person stands with an achievement, by the facts and by what was granted: what is kept outlives its facts, and what was earned a
/// moment ago is shown before it is granted.
/// </summary>
/// <param name="Standing">By the facts.</param>
/// <param name="Held">What was granted of it and not taken back.</param>
internal sealed record ShownAchievement(Standing Standing, IReadOnlyList<AchievementRow> Held)
{
    private AchievementDefinition Definition => Standing.Definition;

    /// <summary>Each level and window that is earned, the newest first.</summary>
    public IReadOnlyList<EarnedAchievement> Earned { get; } =
    [
        .. Standing.Earned.Concat(Held.Select(Of)).DistinctBy(earned => (earned.Level, earned.Window))
            .OrderByDescending(earned => earned.EarnedAt).ThenByDescending(earned => earned.Level),
    ];

    /// <summary>Whether nobody may know of it yet.</summary>
    public bool IsSecret => Definition.IsHidden && Earned.Count == 0;

    /// <summary>As clients see it.</summary>
    public Achievement ToMessage()
    {
        var message = new Achievement
        {
            Code = Definition.Code,
            Title = Definition.Title,
            Description = Definition.Description,
            Level = Earned.Select(earned => earned.Level).DefaultIfEmpty().Max(),
            Levels = Definition.LevelsCount,
            EarnedAt = Earned.Count > 0 ? Earned[0].EarnedAt.ToTimestamp() : null,
            TimesEarned = Earned.Select(earned => earned.Window).Distinct().Count(),
            Progress = Standing.Current,
            Unit = Standing.Unit,
            IsHidden = Definition.IsHidden,
        };
        if (Standing.Next is { } next)
        {
            message.Target = next;
        }

        return message;
    }

    /// <summary>All achievements of a person.</summary>
    /// <param name="catalog">What there is.</param>
    /// <param name="facts">The person's facts.</param>
    /// <param name="rows">What the person was granted.</param>
    /// <param name="today">The person's date.</param>
    public static IReadOnlyList<ShownAchievement> All(
        AchievementCatalog catalog, IReadOnlyList<Fact> facts, IReadOnlyList<AchievementRow> rows, DateOnly today)
    {
        var held = rows.Where(row => row.RevokedAt is null).ToLookup(row => row.Code);
        return [.. AchievementEvaluator.Evaluate(catalog.Current, facts, today)
            .Select(standing => new ShownAchievement(standing, [.. held[standing.Definition.Code]]))];
    }

    // What is live and not earned any more is taken back in a moment.
    private static EarnedAchievement Of(AchievementRow row) => new()
    {
        Level = row.Level,
        Window = row.Window,
        EarnedAt = row.EarnedAt,
        FactKeys = row.FactKeys,
        FactsCount = row.FactKeys.Count,
    };
}
