using System.Globalization;
using FocusSuite.Insights.Definitions;
using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.Achievements;

namespace FocusSuite.Insights.Tests.Achievements.Oracle;

/// <summary>
/// The evaluator against <see cref="NaiveAchievements"/>, over histories by chance and in any order: with definitions by chance, and with
/// those that are built in. FOCUS_TEST_HISTORIES sets how many histories, FOCUS_TEST_SEED which.
/// </summary>
public class OracleTests(ITestOutputHelper output)
{
    private const int DrawnEach = 8;
    private const int BuiltInEach = 5;

    private static readonly int Histories = Number("FOCUS_TEST_HISTORIES", 1_000);
    private static readonly int Seed = Number("FOCUS_TEST_SEED", 20_260_310);

    [Fact]
    public void Achievements_OfManyHistories_AreThoseOfTheSecondImplementation()
    {
        var builtIn = AchievementFile.ReadBuiltIn().All.ToArray();
        var differences = new List<string>();
        var (facts, earned) = (0L, 0L);
        for (var i = 0; i < Histories; i++)
        {
            var random = new Random(Seed + i);
            var drawn = new RandomHistory(random);
            var history = drawn.Facts();
            AchievementDefinition[] definitions =
            [
                .. Enumerable.Range(0, DrawnEach).Select(drawn.Definition), .. random.GetItems(builtIn, BuiltInEach),
            ];
            var today = drawn.Today;
            var naive = new NaiveAchievements(history, today);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(history));

            foreach (var standing in AchievementEvaluator.Evaluate(definitions, history, today))
            {
                var (told, expected) = (Text(standing), naive.Tell(standing.Definition));
                earned += standing.Earned.Count;
                if (told != expected)
                {
                    differences.Add($"history {Seed + i}: {CanonicalForm.Of(standing.Definition)}\n{told}\ninstead of\n{expected}\n");
                }
            }

            facts += history.Count;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Histories} histories, {facts} facts, {earned} earned, {differences.Count} differences"));
        differences.Take(5).ShouldBeEmpty();
        earned.ShouldBeGreaterThan(Histories);
    }

    private static string Text(Standing standing) => string.Join('\n',
    [
        .. standing.Earned.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Level} '{one.Window}' {one.EarnedAt:O} {one.FactsCount} [{string.Join(' ', one.FactKeys)}]")),
        $"current {standing.Current} best {standing.Best} next {standing.Next}",
        .. standing.Conditions.Select(one => $"{one.Metric} {one.Current}/{one.AtLeast} {one.IsMet}"),
    ]);

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
