using FocusSuite.Documents;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Enrollments;
using FocusSuite.Progress.Streaks;
using FocusSuite.Progress.Totals;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;

namespace FocusSuite.Progress.Reviewing;

/// <summary><c>GET programs/{id}/weekly-review/{w}</c>.</summary>
internal sealed class GetWeeklyReviewHandler(IDocumentStore<ProgramDay> days, TotalsStore totals, OwnEnrollments enrollments, StreakReader streaks)
{
    public async Task<GetWeeklyReviewResponse> HandleAsync(GetWeeklyReviewRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var enrollment = await enrollments.GetAsync(request.EnrollmentId, caller, context.CancellationToken);
        var week = Week.Of(request.WeekNumber, enrollment.TotalDays) ?? throw new ApiException(ErrorCodes.NotFound);

        var ids = Enumerable.Range(week.FirstDay, week.Days).Select(day => ProgramDay.IdOf(enrollment.Id, day)).ToList();
        var readingDays = days.GetManyAsync(ids, context.CancellationToken);
        var readingTotals = totals.GetAsync(enrollment.Id, enrollment.UserId, context.CancellationToken);
        await Task.WhenAll(readingDays, readingTotals);

        var streak = await streaks.CurrentAsync(await readingTotals, caller, context.CancellationToken);
        return WeeklyReview.Of(week, [.. (await readingDays).Select(day => day.Document)], streak);
    }
}
