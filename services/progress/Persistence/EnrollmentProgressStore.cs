using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Persistence;

/// <summary>The enrollments' totals.</summary>
internal sealed class EnrollmentProgressStore(
    IDocumentStore<EnrollmentProgress> store, IDocumentStore<ProgramDay> days, KeyedLock<EnrollmentProgress> turns)
{
    private const int DaysOfAPage = 100;


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

    /// <summary>
    /// Takes a correction into the totals. The days are read after the totals, and the totals are saved at the version that was read: so a
    /// session that another day takes in meanwhile is either among what was read, or makes this run again.
    /// </summary>
    /// <param name="cause">The event that tells of it.</param>
    /// <param name="enrollmentId">The enrollment.</param>
    /// <param name="programId">Its program.</param>
    /// <param name="events">What is told of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<bool> CorrectAsync(
        FocusEvent cause, long enrollmentId, long programId, IReadOnlyList<FocusEvent> events, CancellationToken cancellationToken) =>
        store.UpdateAsync(
            cause.UserId,
            EnrollmentProgress.IdOf(enrollmentId),
            async (current, ct) =>
            {
                var progress = current ?? EnrollmentProgress.None(cause.UserId, enrollmentId, programId);
                var corrected = progress.WithCorrected(await DaysAsync(cause.UserId, enrollmentId, ct));
                return DocumentDecision.Save(corrected, true, OutboxMessages.From(events));
            },
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

    private async Task<IReadOnlyCollection<ProgramDay>> DaysAsync(long userId, long enrollmentId, CancellationToken cancellationToken)
    {
        var found = new List<ProgramDay>();
        string? next = null;
        do
        {
            var page = await days.FindAsync(
                new(ProgressMaps.ByUser) { Equal = [userId], Limit = DaysOfAPage, PageToken = next }, cancellationToken);
            found.AddRange(page.Items.Select(item => item.Document).Where(day => day.EnrollmentId == enrollmentId));
            next = page.NextPageToken;
        }
        while (next is not null);

        return found;
    }
}
