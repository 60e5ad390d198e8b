using FocusSuite.Documents;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Progress.V1;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary>Tells enrollment the figures of the person on whose behalf it asks, and nobody else's.</summary>
internal sealed class GetTotals(IDocumentStore<ProgramDay> days, EnrollmentProgressStore totals, StreakReader streaks)
{
    private const int MaxInBatch = 100;

    public async Task<GetOverviewResponse> GetOverviewAsync(GetOverviewRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var userId = caller.RequiredUserId;
        new Validation().Id(request.EnrollmentId, "enrollment_id").Id(request.DayNumber, "day_number").ThrowIfAny();

        var readingDay = days.GetAsync(userId, ProgramDay.IdOf(request.EnrollmentId, request.DayNumber), context.CancellationToken);
        var readingTotals = totals.GetAsync(request.EnrollmentId, userId, context.CancellationToken);
        await Task.WhenAll(readingDay, readingTotals);

        var progress = await readingTotals;
        var answer = new GetOverviewResponse
        {
            Totals = Show(progress, await streaks.CurrentAsync(progress, caller, context.CancellationToken)),
        };
        if (await readingDay is { Document: var day })
        {
            (answer.DayCompleted, answer.TasksCompleted) = (day.IsCompleted, day.TasksCompleted);
        }

        return answer;
    }

    public async Task<BatchGetTotalsResponse> BatchGetAsync(BatchGetTotalsRequest request, ServerCallContext context)
    {
        var caller = context.Caller();
        var userId = caller.RequiredUserId;
        new Validation().Check(request.EnrollmentIds.Count is >= 1 and <= MaxInBatch, "enrollment_ids", $"Must have 1 to {MaxInBatch} ids.")
            .ThrowIfAny();

        var found = await totals.GetManyAsync(request.EnrollmentIds, userId, context.CancellationToken);
        var current = await streaks.CurrentAsync(found, caller, context.CancellationToken);
        return new BatchGetTotalsResponse { Totals = { found.Zip(current, Show) } };
    }

    private static EnrollmentTotals Show(EnrollmentProgress progress, int currentStreak) => new()
    {
        EnrollmentId = progress.EnrollmentId,
        DaysCompleted = progress.CompletedDays.Count,
        CompletionPercentage = Percentages.Percentage(progress.CompletedDays.Count, progress.TotalDays),
        TotalFocusMinutes = Percentages.WholeMinutes(progress.TotalSeconds),
        TotalSessions = progress.TotalSessions,
        CurrentStreak = currentStreak,
        LongestStreak = progress.LongestStreak,
    };
}
