namespace FocusSuite.Insights.Domain.Achievements;

/// <summary>
/// How much a definition may ask for. Focus is to do people good: four hours of it are a full day, five such days a full week, and nothing
/// is given for more. What counts dates may ask for every date, for a habit may be daily.
/// </summary>
internal static class HealthyMeasure
{
    private const int WeekDates = 7;
    private const int WorkDatesInAWeek = 5;
    private const int ProgramDates = 30;
    private const int YearDates = 366;

    // For all time there is no measure by the calendar; a hundred full days are a milestone, and more of them are just more.
    private const int DatesEver = 100;

    /// <summary>The highest threshold that is healthy.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="window">The window.</param>
    public static int MaxOf(Metric metric, AchievementWindow window)
    {
        var traits = Metrics.Of(metric);
        var dates = window.Kind switch
        {
            WindowKind.Day => 1,
            WindowKind.Week => WeekDates,
            WindowKind.Program => ProgramDates,
            WindowKind.Last => window.Dates,
            _ => traits.IsOfDates ? YearDates : DatesEver,
        };
        return metric switch
        {
            _ when traits.IsOfDates => dates,
            Metric.ProgramsStarted or Metric.ProgramsCompleted => window.Kind switch
            {
                WindowKind.Ever => DatesEver,
                WindowKind.Last => (dates + WeekDates) / WeekDates,
                _ => 1,
            },

            // Program days may all be done, whatever the weekday.
            Metric.RatedDays or Metric.GoodDays or Metric.HardDays or Metric.CompletedDays when window.Kind == WindowKind.Program => dates,
            _ when window.Kind == WindowKind.Ever => traits.MaxADate * dates,
            _ => traits.MaxADate * WorkDatesOf(dates),
        };
    }

    // Of seven dates in a row five are for work, and of a part of them no more than five.
    private static int WorkDatesOf(int dates) =>
        (dates / WeekDates * WorkDatesInAWeek) + Math.Min(dates % WeekDates, WorkDatesInAWeek);
}
