using FocusSuite.Insights.Domain;
using FocusSuite.Protocol.Errors;
using FocusSuite.ServiceDefaults.Erasure;
using Microsoft.EntityFrameworkCore;

namespace FocusSuite.Insights.Persistence;

/// <summary>
/// What there is of a person, for export and erasure: settings, achievements, and the facts page by page. A page token is a fact's key.
/// </summary>
internal sealed class PersonalFacts(InsightsContext database) : IPersonalData
{
    private const string Facts = "facts";
    private const string Achievements = "achievements";
    private const string Settings = "streak_settings";
    private const int PageSize = 1_000;

    public async Task<IReadOnlyDictionary<string, long>> CountAsync(long userId, CancellationToken cancellationToken) =>
        new Dictionary<string, long>
        {
            [Settings] = await SettingsOf(userId).LongCountAsync(cancellationToken),
            [Achievements] = await AchievementsOf(userId).LongCountAsync(cancellationToken),
            [Facts] = await FactsOf(userId).LongCountAsync(cancellationToken),
        };

    public async Task RemoveAsync(long userId, CancellationToken cancellationToken)
    {
        await SettingsOf(userId).ExecuteDeleteAsync(cancellationToken);
        await AchievementsOf(userId).ExecuteDeleteAsync(cancellationToken);
        await FactsOf(userId).ExecuteDeleteAsync(cancellationToken);
    }

    public async Task<PersonalPage> ExportAsync(long userId, string pageToken, CancellationToken cancellationToken)
    {
        new Validation().Check(pageToken.Length <= FactKeys.MaxLength, "page_token", "Must come from the answer before.").ThrowIfAny();
        var records = new List<(string Kind, string Json)>();
        if (pageToken.Length == 0)
        {
            records.AddRange((await SettingsOf(userId).ToListAsync(cancellationToken))
                .Select(row => (Settings, PersonalJson.Write(row.Settings))));
            records.AddRange((await AchievementsOf(userId).OrderBy(row => row.EarnedAt).ToListAsync(cancellationToken))
                .Select(row => (Achievements, PersonalJson.Write(row))));
        }

        var page = await FactsOf(userId)
            .Where(fact => !EF.Property<bool>(fact, InsightsContext.IsRemoved))
            .Where(fact => fact.Key.CompareTo(pageToken) > 0)
            .OrderBy(fact => fact.Key)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
        records.AddRange(page.Select(fact => (Facts, PersonalJson.Write(fact))));
        return new PersonalPage(records, page.Count < PageSize ? string.Empty : page[^1].Key);
    }

    private IQueryable<Fact> FactsOf(long userId) =>
        database.Set<Fact>().AsNoTracking().Where(fact => EF.Property<long>(fact, InsightsContext.UserId) == userId);

    private IQueryable<AchievementRow> AchievementsOf(long userId) =>
        database.Set<AchievementRow>().AsNoTracking().Where(row => row.UserId == userId);

    private IQueryable<StreakSettingsRow> SettingsOf(long userId) =>
        database.Set<StreakSettingsRow>().AsNoTracking().Where(row => row.UserId == userId);
}
