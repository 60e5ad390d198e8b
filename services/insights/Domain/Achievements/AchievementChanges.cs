namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>
/// What is to be given to a person and what is to be taken back, by what they hold and what their facts earn now. Applied once, it leaves
/// nothing to do.
/// </summary>
/// <param name="Granted">What is earned and not held.</param>
/// <param name="Revoked">What is held, live, and not earned any more.</param>
/// <param name="Moved">
/// What is held and earned by other facts than it was granted for: something was entered later that had happened earlier, or one of its
/// facts is gone and others do. So what is held is a function of the facts as well, whatever order they were told in.
/// </param>
internal sealed record AchievementChanges(
    IReadOnlyList<GrantedAchievement> Granted, IReadOnlyList<RevokedAchievement> Revoked, IReadOnlyList<GrantedAchievement> Moved)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Granted.Count + Revoked.Count + Moved.Count == 0;

    /// <summary>
    /// Compares. What a person holds in one version is not given in another one as well; the versions that are evaluated decide what may be
    /// given and what may be taken back, and what is held in others stays.
    /// </summary>
    /// <param name="held">What the person holds.</param>
    /// <param name="standings">What the facts earn: a result of <see cref="AchievementEvaluator"/>.</param>
    /// <param name="facts">The keys of the facts.</param>
    public static AchievementChanges Between(
        IReadOnlyCollection<HeldAchievement> held, IReadOnlyList<Standing> standings, IReadOnlySet<string> facts)
    {
        var earned = standings.SelectMany(standing => standing.Earned.Select(one => new GrantedAchievement(standing.Definition, one)))
            .ToDictionary(one => (one.Definition.Code, one.Definition.Version, one.Earned.Level, one.Earned.Window));
        var definitions = standings.Select(standing => standing.Definition).ToDictionary(one => (one.Code, one.Version));
        var revoked = held
            .Where(one => definitions.TryGetValue((one.Code, one.Version), out var definition)
                && definition.Keeps == AchievementKeeps.Live
                && !earned.ContainsKey((one.Code, one.Version, one.Level, one.Window)))
            .Select(one => new RevokedAchievement(one, [.. one.FactKeys.Where(key => !facts.Contains(key))]))
            .ToList();
        var stays = held.Except(revoked.Select(one => one.Held)).Select(one => (one.Code, one.Level, one.Window)).ToHashSet();
        return new AchievementChanges(
            [.. earned.Values.OrderByDescending(one => one.Definition.Version)
                .Where(one => stays.Add((one.Definition.Code, one.Earned.Level, one.Earned.Window)))
                .OrderBy(one => one.Earned.EarnedAt).ThenBy(one => one.Definition.Code, StringComparer.Ordinal)
                .ThenBy(one => one.Earned.Level).ThenBy(one => one.Earned.Window, StringComparer.Ordinal)],
            revoked,
            [.. held.Select(one => (Held: one, Earned: earned.GetValueOrDefault((one.Code, one.Version, one.Level, one.Window))))
                .Where(one => one.Earned is not null && !one.Earned.Earned.FactKeys.SequenceEqual(one.Held.FactKeys))
                .Select(one => one.Earned!)]);
    }
}

/// <summary>Something that a person holds: as it was granted.</summary>
/// <param name="Code">The achievement.</param>
/// <param name="Version">Its version.</param>
/// <param name="Level">Which level, from 1.</param>
/// <param name="Window">The day, week or program of a repeatable one; else "".</param>
/// <param name="FactKeys">The keys of the facts that earned it.</param>
internal sealed record HeldAchievement(string Code, int Version, int Level, string Window, IReadOnlyList<string> FactKeys);

/// <summary>Something to be given.</summary>
/// <param name="Definition">The achievement.</param>
/// <param name="Earned">What of it.</param>
internal sealed record GrantedAchievement(AchievementDefinition Definition, EarnedAchievement Earned);

/// <summary>Something to be taken back, and why.</summary>
/// <param name="Held">What.</param>
/// <param name="MissingFactKeys">
/// The facts among its reasons that are none any more. Where there are none, a fact that is still there was corrected, or its program was.
/// </param>
internal sealed record RevokedAchievement(HeldAchievement Held, IReadOnlyList<string> MissingFactKeys);
