namespace FocusSuite.Insights.Domain.StreakCare;

/// <summary>
/// The freezes that a person has. The count toward the next one stands still while there are all that there can be: so the seventh kept
/// date after one was spent brings it back, whenever it was spent.
/// </summary>
/// <param name="Left">How many can be spent, 0..2.</param>
/// <param name="KeptTowardNext">The kept dates toward the next one, 0..6.</param>
internal readonly record struct Freezes(int Left, int KeptTowardNext)
{
    /// <summary>A person has no more at a time; and so many at the start.</summary>
    public const int Max = 2;

    /// <summary>The kept dates that bring one more.</summary>
    public const int KeptDatesPerFreeze = 7;

    /// <summary>What a person has before anything was kept.</summary>
    public static Freezes AtStart => new(Max, 0);

    /// <summary>After one more kept date.</summary>
    public Freezes AfterKeptDate()
    {
        if (Left == Max)
        {
            return this;
        }

        return KeptTowardNext + 1 < KeptDatesPerFreeze ? this with { KeptTowardNext = KeptTowardNext + 1 } : new Freezes(Left + 1, 0);
    }

    /// <summary>With one spent. What was kept toward the next one stays.</summary>
    public Freezes Spend() => this with { Left = Left - 1 };
}
