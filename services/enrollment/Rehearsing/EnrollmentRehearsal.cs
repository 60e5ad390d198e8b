using FocusSuite.Enrollment.Advancing;
using FocusSuite.Enrollment.Lifecycle;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Rehearsing;
using FocusSuite.Protos.Enrollment.V1;

namespace FocusSuite.Enrollment.Rehearsing;

/// <summary>Enrolls nobody and moves nobody on by a day, as an event does for people, and takes it all back: nobody was ever enrolled.</summary>
internal sealed class EnrollmentRehearsal(IServiceScopeFactory scopes, TimeProvider clock) : IRehearsal
{
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<EnrollmentContext>();
        var store = scope.ServiceProvider.GetRequiredService<EnrollmentStore>();

        // Of its own: replicas that begin together do not meet.
        var id = FocusEvent.Nobody - Random.Shared.NextInt64(1, int.MaxValue);
        var operation = Operation.Begin(clock);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await store.TryAddAsync(Decision.Nothing(Nobodys(id, operation.Now)), cancellationToken);
        await store.ChangeAsync(
            id,
            FocusEvent.Nobody,
            enrollment => new(Advance.By(1, operation.Now, enrollment, operation) with { Events = [Word(id, operation)] }),
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
    private static ProgressUpdated Word(long id, Operation operation) => new()
    {
        OccurredAt = operation.Now,
        UserId = FocusEvent.Nobody,
        CorrelationId = operation.CorrelationId,
        EnrollmentId = id,
        Settled = true,
    };
}
