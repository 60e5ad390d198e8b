using FocusSuite.Documents;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Peers;
using FocusSuite.Progress.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary><c>GET programs/{id}/weekly-review/{w}</c>.</summary>
internal sealed class GetWeeklyReview(
    IDocumentStore<ProgramDay> days, EnrollmentProgressStore totals, EnrollmentClient enrollments, StreakReader streaks)
{
    public async Task<GetWeeklyReviewResponse> HandleAsync(GetWeeklyReviewRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var enrollment = await enrollments.GetFactsAsync(request.EnrollmentId, caller, context.CancellationToken);
        var week = Week.Of(request.WeekNumber, enrollment.TotalDays) ?? throw new ApiException(ErrorCodes.NotFound);

        var ids = Enumerable.Range(week.FirstDay, week.Days).Select(day => ProgramDay.IdOf(enrollment.Id, day)).ToList();
        var readingDays = days.GetManyAsync(enrollment.UserId, ids, context.CancellationToken);
        var readingTotals = totals.GetAsync(enrollment.Id, enrollment.UserId, context.CancellationToken);
        await Task.WhenAll(readingDays, readingTotals);

        var streak = await streaks.CurrentAsync(await readingTotals, caller, context.CancellationToken);
        return Show(week, [.. (await readingDays).Select(day => day.Document)], streak);
    }

    /// <param name="week">The week.</param>
    /// <param name="days">Those of its days in which something was done.</param>
    /// <param name="currentStreak">The streak as it is now.</param>
    internal static GetWeeklyReviewResponse Show(Week week, IReadOnlyList<ProgramDay> days, int currentStreak)
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
