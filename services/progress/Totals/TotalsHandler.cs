using FocusSuite.Documents;
using FocusSuite.Progress.Days;
using FocusSuite.Progress.Streaks;
using FocusSuite.Protos.Progress.V1;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Errors;
using Grpc.Core;

namespace FocusSuite.Progress.Totals;

/// <summary>Tells enrollment the figures of the person on whose behalf it asks, and nobody else's.</summary>
internal sealed class TotalsHandler(IDocumentStore<ProgramDay> days, TotalsStore totals, TimeProvider clock)
{
    private const int MostInBatch = 100;

    public async Task<GetOverviewResponse> GetOverviewAsync(GetOverviewRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var userId = caller.RequiredUserId;
        new Validation().Id(request.EnrollmentId, "enrollment_id").Id(request.DayNumber, "day_number").ThrowIfAny();

        var readingDay = days.GetAsync(ProgramDay.IdOf(request.EnrollmentId, request.DayNumber), context.CancellationToken);
        var readingTotals = totals.GetAsync(request.EnrollmentId, userId, context.CancellationToken);
        await Task.WhenAll(readingDay, readingTotals);

        var answer = new GetOverviewResponse { Totals = Show(await readingTotals, caller) };
        if (await readingDay is { Document: var day } && day.UserId == userId)
        {
            (answer.DayCompleted, answer.TasksCompleted) = (day.IsCompleted, day.TasksCompleted);
        }

        return answer;
    }

    public async Task<BatchGetTotalsResponse> BatchGetAsync(BatchGetTotalsRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var userId = caller.RequiredUserId;
        new Validation().Check(request.EnrollmentIds.Count is >= 1 and <= MostInBatch, "enrollment_ids", $"Must have 1 to {MostInBatch} ids.").ThrowIfAny();

        var found = await totals.GetManyAsync(request.EnrollmentIds, userId, context.CancellationToken);
        return new BatchGetTotalsResponse { Totals = { found.Select(progress => Show(progress, caller)) } };
    }

    private EnrollmentTotals Show(EnrollmentProgress progress, Caller caller) => new()
    {
        EnrollmentId = progress.EnrollmentId,
        DaysCompleted = progress.CompletedDays.Count,
        CompletionPercentage = Figures.Percentage(progress.CompletedDays.Count, progress.TotalDays),
        TotalFocusMinutes = Figures.WholeMinutes(progress.TotalSeconds),
        TotalSessions = progress.TotalSessions,
        CurrentStreak = Streak.Current(progress.Dates, Streak.Today(clock.GetUtcNow(), caller.TimeZone)),
        LongestStreak = Streak.Longest(progress.Dates),
    };
}
