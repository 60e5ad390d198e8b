using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Rehearsing;

namespace FocusSuite.Enrollment.Events;

/// <summary>
/// Enrolls nobody and moves nobody on by a day, as an event does for people, and takes it all back: nobody was ever enrolled.
/// </summary>
internal sealed class EnrollmentRehearsal(IServiceScopeFactory scopes, TimeProvider clock) : IRehearsal
{
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<EnrollmentContext>();
        var store = scope.ServiceProvider.GetRequiredService<EnrollmentStore>();

        // Of its own: replicas that begin together do not meet.
        var id = FocusEvent.Nobody - Random.Shared.NextInt64(1, int.MaxValue);
        var operation = OperationContext.Begin(clock);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await store.TryAddAsync(Decision.Unchanged(Nobodys(id, operation.Now)), cancellationToken);
        await store.DecideAsync(
            id,
            FocusEvent.Nobody,
            enrollment => enrollment.Advance(1, operation.Now, operation) with { Events = [Word(id, operation)] },
            cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
    }

    private static ProgramEnrollment Nobodys(long id, DateTimeOffset now) => new()
    {
        Id = id,
        UserId = FocusEvent.Nobody,

        // Of the one constraint that is not by the id.
        ProgramId = id,
        Status = EnrollmentStatus.InProgress,
        CurrentDay = 1,
        TotalDays = 2,
        EnrolledAt = now,
        StartedAt = now,
    };

    /// <summary>What the relay publishes in place of that nobody's program has advanced: nothing follows from it.</summary>
    private static FocusEvent Word(long id, OperationContext operation) =>
        operation.Stamp(FocusEvent.Nobody, new ProgressUpdated { EnrollmentId = id, Settled = true });
}
