using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>A person's wish about one enrollment.</summary>
/// <param name="UserId">The person.</param>
/// <param name="EnrollmentId">The enrollment, perhaps somebody else's.</param>
/// <param name="RequestKey">The request's idempotency key, if it has one.</param>
internal sealed record LifecycleCommand(long UserId, long EnrollmentId, string? RequestKey)
{
    /// <summary>The operation that it begins: carried by every event that follows from it.</summary>
    public Guid OperationId { get; } = Guid.CreateVersion7();
}

/// <summary>What came of it.</summary>
/// <param name="CurrentDay">The day that the enrollment is on; of a repeat, that it was on.</param>
/// <param name="IsRepeat">Whether the request had acted before.</param>
internal readonly record struct LifecycleAnswer(int CurrentDay, bool IsRepeat);

/// <summary>Starts, pauses, resumes and abandons. Each answers with the current day: a repeat with that of its first time.</summary>
internal sealed class LifecycleHandler(EnrollmentStore store, ICatalog catalog, SubscriptionCache subscriptions, TimeProvider clock)
{
    /// <summary>Starts, or goes on with a paused one; a pro-only program takes Pro again.</summary>
    public Task<LifecycleAnswer> StartAsync(LifecycleCommand command, CancellationToken cancellationToken) => ChangeAsync(
        command,
        ChangeVerbs.Start,
        (enrollment, operation) => WithProAsync(enrollment, operation, StatusChange.Start, cancellationToken),
        cancellationToken);

    /// <summary>Pauses.</summary>
    public Task<LifecycleAnswer> PauseAsync(LifecycleCommand command, CancellationToken cancellationToken) => ChangeAsync(
        command,
        ChangeVerbs.Pause,
        (enrollment, operation) => new(StatusChange.Pause(enrollment, operation)),
        cancellationToken);

    /// <summary>Resumes: the other way from paused to in progress, with the same condition.</summary>
    public Task<LifecycleAnswer> ResumeAsync(LifecycleCommand command, CancellationToken cancellationToken) => ChangeAsync(
        command,
        ChangeVerbs.Resume,
        (enrollment, operation) => WithProAsync(enrollment, operation, StatusChange.Resume, cancellationToken),
        cancellationToken);

    /// <summary>Abandons.</summary>
    public Task<LifecycleAnswer> AbandonAsync(LifecycleCommand command, CancellationToken cancellationToken) => ChangeAsync(
        command,
        ChangeVerbs.Abandon,
        (enrollment, operation) => new(StatusChange.Abandon(enrollment, operation)),
        cancellationToken);

    private async Task<LifecycleAnswer> ChangeAsync(
        LifecycleCommand command,
        string verb,
        Func<ProgramEnrollment, Operation, ValueTask<Decision>> decide,
        CancellationToken cancellationToken)
    {
        ChangeReceipt? repeated = null;
        var current = await store.ChangeAsync(
            command.EnrollmentId,
            command.UserId,
            async enrollment =>
            {
                // One time for the state and for what is told of it: a session ends when its enrollment says that it was given up.
                var operation = new Operation(clock.GetUtcNow(), command.OperationId);
                repeated = ChangeReceipt.Find(enrollment, command.RequestKey, verb, operation.Now);
                if (repeated is not null)
                {
                    return Decision.Nothing(enrollment);
                }

                var decision = await decide(enrollment, operation);
                return decision with { State = ChangeReceipt.Keep(decision.State, command.RequestKey, verb, operation.Now) };
            },
            cancellationToken) ?? throw new ApiException(ErrorCodes.NotFound);
        return new LifecycleAnswer(repeated?.CurrentDay ?? current.CurrentDay, repeated is not null);
    }

    private async ValueTask<Decision> WithProAsync(
        ProgramEnrollment enrollment,
        Operation operation,
        Func<ProgramEnrollment, Operation, Decision> change,
        CancellationToken cancellationToken)
    {
        // The status first: who may not go on anyhow is not sent to buy something.
        var decision = change(enrollment, operation);
        if (await catalog.IsProOnlyAsync(enrollment, cancellationToken))
        {
            await subscriptions.RequireProAsync(enrollment.UserId, operation.Now, cancellationToken);
        }

        return decision;
    }
}
