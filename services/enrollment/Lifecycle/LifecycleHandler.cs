using FocusSuite.CatalogClient;
using FocusSuite.Enrollment.Storage;
using FocusSuite.Enrollment.Subscriptions;
using FocusSuite.ServiceDefaults.Errors;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>A person's wish about one enrollment.</summary>
/// <param name="UserId">The person.</param>
/// <param name="EnrollmentId">The enrollment, perhaps somebody else's.</param>
/// <param name="RequestKey">The request's idempotency key, if it has one.</param>
internal sealed record LifecycleCommand(long UserId, long EnrollmentId, string? RequestKey);

/// <summary>Starts, pauses, resumes and abandons.</summary>
internal sealed class LifecycleHandler(EnrollmentStore store, ICatalog catalog, SubscriptionCache subscriptions, TimeProvider clock)
{
    /// <summary>Starts, or goes on with a paused one; a pro-only program takes Pro again.</summary>
    public Task<ProgramEnrollment> StartAsync(LifecycleCommand command, CancellationToken cancellationToken) => ChangeAsync(
        command,
        async enrollment =>
        {
            // The status first: who may not start anyhow is not sent to buy something.
            var decision = StatusChange.Start(enrollment, Operation.Begin(clock));
            await RequireProAsync(enrollment, cancellationToken);
            return decision;
        },
        cancellationToken);

    /// <summary>Pauses.</summary>
    public Task<ProgramEnrollment> PauseAsync(LifecycleCommand command, CancellationToken cancellationToken) =>
        ChangeAsync(command, enrollment => new(StatusChange.Pause(enrollment, Operation.Begin(clock))), cancellationToken);

    /// <summary>Resumes.</summary>
    public Task<ProgramEnrollment> ResumeAsync(LifecycleCommand command, CancellationToken cancellationToken) =>
        ChangeAsync(command, enrollment => new(StatusChange.Resume(enrollment, Operation.Begin(clock))), cancellationToken);

    /// <summary>Abandons.</summary>
    public Task<ProgramEnrollment> AbandonAsync(LifecycleCommand command, CancellationToken cancellationToken) =>
        ChangeAsync(command, enrollment => new(StatusChange.Abandon(enrollment, Operation.Begin(clock))), cancellationToken);

    private async Task<ProgramEnrollment> ChangeAsync(
        LifecycleCommand command, Func<ProgramEnrollment, ValueTask<Decision>> decide, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        try
        {
            return await store.ChangeAsync(
                command.EnrollmentId,
                command.UserId,
                async enrollment =>
                {
                    if (enrollment.WasChangedBy(command.RequestKey, now))
                    {
                        return Decision.Nothing(enrollment);
                    }

                    var decision = await decide(enrollment);
                    return decision with { State = decision.State with { ChangeKey = command.RequestKey, ChangedAt = now } };
                },
                cancellationToken) ?? throw new FocusException(ErrorCodes.NotFound);
        }
        catch (LostRaceException)
        {
            throw new FocusException(ErrorCodes.Conflict);
        }
    }

    private async Task RequireProAsync(ProgramEnrollment enrollment, CancellationToken cancellationToken)
    {
        var template = await catalog.GetProgramAsync(enrollment.ProgramId, cancellationToken);
        if (template is { Program.IsProOnly: true })
        {
            await subscriptions.RequireProAsync(enrollment.UserId, clock.GetUtcNow(), cancellationToken);
        }
    }
}
