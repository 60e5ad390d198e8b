namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>All achievements there are, in all their versions, valid one by one and together.</summary>
internal sealed class AchievementCatalog
{
    /// <summary>More definitions than this are a mistake.</summary>
    public const int MaxDefinitions = 500;

    private AchievementCatalog(IReadOnlyList<AchievementDefinition> all)
    {
        All = all;
        var latest = all.GroupBy(definition => definition.Code)
            .ToDictionary(versions => versions.Key, versions => versions.Max(one => one.Version));
        Current = [.. all.Where(definition => definition.Version == latest[definition.Code])];
    }

    /// <summary>Every version of every achievement, in the order of the file.</summary>
    public IReadOnlyList<AchievementDefinition> All { get; }

    /// <summary>The newest version of each achievement, in the order of the file: what can be earned now.</summary>
    public IReadOnlyList<AchievementDefinition> Current { get; }

    /// <summary>Makes a catalog, or tells all that is wrong with it.</summary>
    /// <param name="definitions">Every version of every achievement.</param>
    /// <returns>The catalog, or null and at least one problem.</returns>
    public static (AchievementCatalog? Catalog, IReadOnlyList<AchievementProblem> Problems) Create(
        IReadOnlyList<AchievementDefinition> definitions)
    {
        List<AchievementProblem> problems =
        [
            .. definitions.SelectMany((definition, index) => DefinitionValidator.Validate(definition, index)),
            .. CatalogValidator.Validate(definitions),
        ];
        return problems.Count == 0 ? (new AchievementCatalog([.. definitions]), problems) : (null, problems);
    }

    /// <summary>A version of an achievement, or null.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="version">Its version; null for the newest one.</param>
    public AchievementDefinition? Find(string code, int? version = null) => version is null
        ? Current.FirstOrDefault(definition => definition.Code == code)
        : All.FirstOrDefault(definition => definition.Code == code && definition.Version == version);
}
