using System.Globalization;

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>
/// How much is tested of what is slow: by default a part, drawn by a seed that the test's output names; more, or all, by variables of the
/// environment, which tests/README.md lists.
/// </summary>
public static class Sizes
{
    private const string SeedVariable = "FOCUS_TEST_SEED";

    /// <summary>A seed of its own for each run, so that many runs see all of it; FOCUS_TEST_SEED repeats one.</summary>
    public static int Seed { get; } = Of(SeedVariable, Random.Shared.Next(1, 1_000_000));

    /// <summary>A number from the environment.</summary>
    public static int Of(string variable, int byDefault) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : byDefault;

    /// <summary>
    /// Draws so many, one from each of as many equal stretches, so that neighbours of one kind do not crowd out another kind.
    /// </summary>
    /// <param name="all">What there is, in an order in which neighbours are alike.</param>
    /// <param name="count">How many, if there are as many.</param>
    /// <param name="name">Whose sample it is: another name draws others.</param>
    public static IReadOnlyList<T> Draw<T>(IReadOnlyList<T> all, int count, string name)
    {
        var taken = Math.Clamp(count, 1, all.Count);
        var dice = new Random(name.Aggregate(Seed, (hash, letter) => unchecked((hash * 31) + letter)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken} of {all.Count}, drawn by {SeedVariable}={Seed}");
        return [.. Enumerable.Range(0, taken)
            .Select(stretch => all[dice.Next(stretch * all.Count / taken, (stretch + 1) * all.Count / taken)])];
    }
}
