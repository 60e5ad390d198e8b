using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Persistence;

/// <summary>The enrollments' totals.</summary>
internal sealed class EnrollmentProgressStore(IDocumentStore<EnrollmentProgress> store, KeyedLock<EnrollmentProgress> turns)
{
    /// <summary>Merges facts into the totals and tells of it, and of what follows from it, in the same write.</summary>
    /// <param name="cause">The event that tells the facts.</param>
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="programId">Its program.</param>
    /// <param name="merge">The totals with the facts; may run again.</param>
    /// <param name="events">What is told of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task MergeAsync(
        FocusEvent cause,
        long enrollmentId,
        long programId,
        Func<EnrollmentProgress, EnrollmentProgress> merge,
        IReadOnlyList<FocusEvent> events,
        CancellationToken cancellationToken) => turns.DecideAsync(
            cause.UserId,
            EnrollmentProgress.IdOf(enrollmentId),
            current => Decision.Accept(merge(current ?? EnrollmentProgress.None(cause.UserId, enrollmentId, programId)), events),
            cancellationToken);

    /// <summary>The totals of an enrollment of a user; empty where nothing was done yet.</summary>
    public async Task<EnrollmentProgress> GetAsync(long enrollmentId, long userId, CancellationToken cancellationToken) =>
        (await GetManyAsync([enrollmentId], userId, cancellationToken)) is [var progress]
            ? progress
            : EnrollmentProgress.None(userId, enrollmentId, 0);

    /// <summary>Those of the user's own among several enrollments that have any.</summary>
    public async Task<IReadOnlyList<EnrollmentProgress>> GetManyAsync(
        IEnumerable<long> enrollmentIds, long userId, CancellationToken cancellationToken)
    {
        var found = await store.GetManyAsync(userId, [.. enrollmentIds.Distinct().Select(EnrollmentProgress.IdOf)], cancellationToken);
        return [.. found.Select(progress => progress.Document)];
    }
}
