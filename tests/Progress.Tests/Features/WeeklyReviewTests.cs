using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Features;
using FocusSuite.Progress.Tests.Support;

namespace FocusSuite.Progress.Tests.Features;

public class WeeklyReviewTests
{
    private static readonly Week First = new(1, 1, 7);

    [Fact]
    public void Of_AWeekWithoutAnything_IsAllZeroWithoutAverages()
    {
        var review = GetWeeklyReview.Show(First, [], 0);

        (review.WeekNumber, review.StartDay, review.EndDay, review.TotalDays).ShouldBe((1, 1, 7, 7));
        (review.DaysCompleted, review.CompletionRate, review.TotalFocusMinutes, review.CurrentStreak).ShouldBe((0, 0d, 0, 0));
        (review.HasAverageDifficulty, review.HasAverageSatisfaction).ShouldBe((false, false));
        review.AchievementsEarned.ShouldBeEmpty();
        review.Summary.ShouldBeEmpty();
    }

    [Fact]
    public void Of_TheDocumentsExample_GivesItsFigures()
    {
        // Five complete days of 25 minutes, fifty minutes in an open one; difficulty 3, 3, 3, 3, 4 is 3.2; satisfaction 4 and 5 is 4.5.
        ProgramDay[] days =
        [
            Rated(Some.Complete(1), 3, 4), Rated(Some.Complete(2), 3, 5), Rated(
                Some.Complete(3), 3, null), Rated(Some.Complete(4), 3, null),
            Rated(Some.Complete(5), 4, null), Some.Day(6).WithFocus(3000),
        ];

        var review = GetWeeklyReview.Show(First, days, 5);

        (review.DaysCompleted, review.CompletionRate, review.TotalFocusMinutes, review.CurrentStreak).ShouldBe((5, 71.4, 175, 5));
        (review.AverageDifficulty, review.AverageSatisfaction).ShouldBe((3.2, 4.5));
    }

    [Fact]
    public void Of_SecondsInSeveralDays_AddUpBeforeMinutesAreShown() =>
        GetWeeklyReview.Show(First, [Some.Day(1).WithFocus(90), Some.Day(2).WithFocus(89)], 1).TotalFocusMinutes.ShouldBe(2);

    private static ProgramDay Rated(ProgramDay day, int? difficulty, int? satisfaction) =>
        day.Rate(new DayRating(difficulty, satisfaction, null), Some.Open, Some.Operation()).State!;
}
