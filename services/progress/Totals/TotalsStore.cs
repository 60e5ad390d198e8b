using FocusSuite.Documents;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Saving;

namespace FocusSuite.Progress.Totals;

/// <summary>The enrollments' totals.</summary>
internal sealed class TotalsStore(IDocumentStore<EnrollmentProgress> store, DocumentTurns<EnrollmentProgress> turns)
{
    /// <summary>Merges facts into the totals and tells of it in the same write.</summary>
    public Task UpdateAsync(
        long userId,
        long enrollmentId,
        long programId,
        Func<EnrollmentProgress, CancellationToken, ValueTask<EnrollmentProgress>> merge,
        ProgressUpdated word,
        CancellationToken cancellationToken) => UpdateAsync(userId, enrollmentId, programId, merge, [word], cancellationToken);

    /// <summary>Merges facts into the totals and tells of it, and of what follows from it, in the same write.</summary>
    public Task UpdateAsync(
        long userId,
        long enrollmentId,
        long programId,
        Func<EnrollmentProgress, CancellationToken, ValueTask<EnrollmentProgress>> merge,
        IReadOnlyCollection<FocusEvent> events,
        CancellationToken cancellationToken) => turns.UpdateAsync(
            EnrollmentProgress.IdOf(enrollmentId),
            async (current, cancellation) => DocumentDecision.Save(
                await merge(current ?? EnrollmentProgress.None(userId, enrollmentId, programId), cancellation),
                true,
                OutboxMessages.From(events)),
            cancellationToken);

    /// <summary>The totals of an enrollment of a user; empty where nothing was done yet.</summary>
    public async Task<EnrollmentProgress> GetAsync(long enrollmentId, long userId, CancellationToken cancellationToken) =>
        (await GetManyAsync([enrollmentId], userId, cancellationToken)) is [var progress] ? progress : EnrollmentProgress.None(userId, enrollmentId, 0);

    /// <summary>Those of the user's own among several enrollments that have any.</summary>
    public async Task<IReadOnlyList<EnrollmentProgress>> GetManyAsync(IEnumerable<long> enrollmentIds, long userId, CancellationToken cancellationToken)
    {
        var found = await store.GetManyAsync([.. enrollmentIds.Distinct().Select(EnrollmentProgress.IdOf)], cancellationToken);
        return [.. found.Select(progress => progress.Document).Where(progress => progress.UserId == userId)];
    }
}
