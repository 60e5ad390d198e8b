namespace FocusSuite.Progress.Domain;

/// <summary>A week of a program: days 7w−6 to 7w, or to the program's end.</summary>
internal sealed record Week(int Number, int FirstDay, int LastDay)
{
    private const int Length = 7;

    public int Days => LastDay - FirstDay + 1;

    /// <summary>A week of a program; null where it lies outside.</summary>
    public static Week? Of(int number, int totalDays)
    {
        var first = ((number - 1L) * Length) + 1;
        return number >= 1 && first <= totalDays ? new Week(number, (int)first, (int)Math.Min(first + Length - 1, totalDays)) : null;
    }
}
