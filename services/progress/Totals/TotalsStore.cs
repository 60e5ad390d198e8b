using FocusSuite.Documents;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Saving;

namespace FocusSuite.Progress.Totals;

/// <summary>The enrollments' totals.</summary>
internal sealed class TotalsStore(IDocumentStore<EnrollmentProgress> store, KeyedLock<EnrollmentProgress> turns)
{
    /// <summary>Merges facts into the totals and tells of it, and of what follows from it, in the same write.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="programId">Its program.</param>
    /// <param name="merge">The totals with the facts; pure, since it may run again.</param>
    /// <param name="events">What is told of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="question">What has to be asked first, of somebody else, for totals as they are; null for nothing.</param>
    public Task UpdateAsync(
        long userId,
        long enrollmentId,
        long programId,
        Func<EnrollmentProgress, EnrollmentProgress> merge,
        IReadOnlyCollection<FocusEvent> events,
        CancellationToken cancellationToken,
        Func<EnrollmentProgress, Func<CancellationToken, Task>?>? question = null) => turns.UpdateAsync<bool>(
            EnrollmentProgress.IdOf(enrollmentId),
            current =>
            {
                var progress = current ?? EnrollmentProgress.None(userId, enrollmentId, programId);
                return question?.Invoke(progress) is { } ask
                    ? TurnDecision<EnrollmentProgress, bool>.Ask(ask)
                    : DocumentDecision.Save(merge(progress), true, OutboxMessages.From(events));
            },
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
