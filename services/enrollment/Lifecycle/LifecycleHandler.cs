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

/// <summary>Starts, pauses, resumes and abandons. Each answers with the current day: a repeat with that of its first time.</summary>
internal sealed class LifecycleHandler(EnrollmentStore store, ICatalog catalog, SubscriptionCache subscriptions, TimeProvider clock)
{
    /// <summary>Starts, or goes on with a paused one; a pro-only program takes Pro again.</summary>
    public Task<int> StartAsync(LifecycleCommand command, CancellationToken cancellationToken) => ChangeAsync(
        command,
        ChangeVerbs.Start,
        async enrollment =>
        {
            // The status first: who may not start anyhow is not sent to buy something.
            var decision = StatusChange.Start(enrollment, Operation.Begin(clock));
            await RequireProAsync(enrollment, cancellationToken);
            return decision;
        },
        cancellationToken);

    /// <summary>Pauses.</summary>
    public Task<int> PauseAsync(LifecycleCommand command, CancellationToken cancellationToken) =>
        ChangeAsync(command, ChangeVerbs.Pause, enrollment => new(StatusChange.Pause(enrollment, Operation.Begin(clock))), cancellationToken);

    /// <summary>Resumes.</summary>
    public Task<int> ResumeAsync(LifecycleCommand command, CancellationToken cancellationToken) =>
        ChangeAsync(command, ChangeVerbs.Resume, enrollment => new(StatusChange.Resume(enrollment, Operation.Begin(clock))), cancellationToken);

    /// <summary>Abandons.</summary>
    public Task<int> AbandonAsync(LifecycleCommand command, CancellationToken cancellationToken) =>
        ChangeAsync(command, ChangeVerbs.Abandon, enrollment => new(StatusChange.Abandon(enrollment, Operation.Begin(clock))), cancellationToken);

    private async Task<int> ChangeAsync(
        LifecycleCommand command, string verb, Func<ProgramEnrollment, ValueTask<Decision>> decide, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        ChangeReceipt? repeated = null;
        try
        {
            var current = await store.ChangeAsync(
                command.EnrollmentId,
                command.UserId,
                async enrollment =>
                {
                    repeated = ChangeReceipt.Find(enrollment, command.RequestKey, verb, now);
                    if (repeated is not null)
                    {
                        return Decision.Nothing(enrollment);
                    }

                    var decision = await decide(enrollment);
                    return decision with { State = ChangeReceipt.Keep(decision.State, command.RequestKey, verb, now) };
                },
                cancellationToken) ?? throw new FocusException(ErrorCodes.NotFound);
            return repeated?.CurrentDay ?? current.CurrentDay;
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
