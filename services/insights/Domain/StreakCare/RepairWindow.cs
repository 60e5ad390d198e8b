namespace FocusSuite.Insights.Domain.StreakCare;

/// <summary>
/// Dates on which the suite was out of order, so an operator says. It is for everybody: a date in it that was not kept breaks no streak and
/// costs no freeze. It may be set and changed afterwards, for all is computed anew.
/// </summary>
/// <param name="First">The first date, by each person's own calendar.</param>
/// <param name="Last">The last date, included.</param>
internal sealed record RepairWindow(DateOnly First, DateOnly Last)
{
    /// <summary>Whether a date is in it.</summary>
    public bool Contains(DateOnly date) => First <= date && date <= Last;
}
