using FocusSuite.Progress.Days;
using FocusSuite.Protos.Progress.V1;

namespace FocusSuite.Progress.Reviewing;

/// <summary>Sums up a week.</summary>
internal static class WeeklyReview
{
    /// <param name="week">The week.</param>
    /// <param name="days">Those of its days in which something was done.</param>
    /// <param name="currentStreak">The streak as it is now.</param>
    public static GetWeeklyReviewResponse Of(Week week, IReadOnlyList<ProgramDay> days, int currentStreak)
    {
        var completed = days.Count(day => day.IsCompleted);
        var review = new GetWeeklyReviewResponse
        {
            WeekNumber = week.Number,
            StartDay = week.FirstDay,
            EndDay = week.LastDay,
            DaysCompleted = completed,
            TotalDays = week.Days,
            CompletionRate = Percentages.Percentage(completed, week.Days),
            TotalFocusMinutes = (int)Percentages.WholeMinutes(days.Sum(day => day.CreditedSeconds)),
            CurrentStreak = currentStreak,
        };
        if (Percentages.Average([.. days.Select(day => day.DifficultyRating).OfType<int>()]) is { } difficulty)
        {
            review.AverageDifficulty = difficulty;
        }

        if (Percentages.Average([.. days.Select(day => day.SatisfactionRating).OfType<int>()]) is { } satisfaction)
        {
            review.AverageSatisfaction = satisfaction;
        }

        return review;
    }
}
