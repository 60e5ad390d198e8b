namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>Something wrong with a definition.</summary>
/// <param name="Definition">Which definition, from 0; -1 where it is about all of them.</param>
/// <param name="Path">Where in it, e.g. <c>rule/all/1/at_least</c>, in the words of the file; "" for the definition as such.</param>
/// <param name="What">What is wrong, without a stop.</param>
/// <param name="Remedy">What to do about it, without a stop.</param>
internal sealed record AchievementProblem(int Definition, string Path, string What, string Remedy);
