namespace FocusSuite.Progress.Domain;

/// <summary>Percentages as people see them: whole minutes, one decimal. Halves go up, as people expect it, not to the even digit.</summary>
internal static class Percentages
{
    /// <summary>Whole minutes. Seconds are added up before, never minutes.</summary>
    public static long WholeMinutes(long seconds) => seconds / 60;

    /// <summary>A share in percent; 0 of nothing.</summary>
    public static double Percentage(int part, int whole) => whole <= 0 ? 0 : OneDecimal(100m * part / whole);

    /// <summary>The average; null of nothing.</summary>
    public static double? Average(IReadOnlyCollection<int> values) =>
        values.Count == 0 ? null : OneDecimal((decimal)values.Sum() / values.Count);

    private static double OneDecimal(decimal value) => (double)Math.Round(value, 1, MidpointRounding.AwayFromZero);
}
