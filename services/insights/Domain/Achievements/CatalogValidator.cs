namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>What must hold of all definitions together.</summary>
internal static class CatalogValidator
{
    /// <summary>All that is wrong with them together.</summary>
    /// <param name="definitions">The definitions.</param>
    public static IEnumerable<AchievementProblem> Validate(IReadOnlyList<AchievementDefinition> definitions)
    {
        if (definitions.Count is 0 or > AchievementCatalog.MaxDefinitions)
        {
            yield return new AchievementProblem(
                -1,
                "",
                $"There are {definitions.Count} achievements",
                $"Define 1 to {AchievementCatalog.MaxDefinitions}");
            yield break;
        }

        var known = new HashSet<(string, int)>();
        var titles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, definition) in definitions.Index())
        {
            var (code, version) = (definition.Code, definition.Version);
            if (!known.Add((code, version)))
            {
                yield return new AchievementProblem(
                    index, "version", $"Version {version} of \"{code}\" is defined twice", "Give this one the next version, or remove it");
            }
            else if (version > 1 && !known.Contains((code, version - 1)))
            {
                yield return new AchievementProblem(
                    index,
                    "version",
                    $"Version {version} of \"{code}\" stands before its version {version - 1}, or without it",
                    "Number versions from 1 without gaps, oldest first, and keep those that were published");
            }

            if (!titles.TryAdd(definition.Title, code) && titles[definition.Title] != code)
            {
                yield return new AchievementProblem(
                    index, "title", $"\"{titles[definition.Title]}\" has the same title", "Give each achievement a title of its own");
            }
        }
    }
}
