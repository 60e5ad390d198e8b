using FocusSuite.Domain;
using FocusSuite.Enrollment.Domain;
using FocusSuite.Enrollment.Persistence;
using FocusSuite.Messaging.Effects;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using Grpc.Core;

namespace FocusSuite.Enrollment.Features;

/// <summary>
/// Runs commands on a user's enrollment: read, decide, save; on a lost race once more on fresh state. Where an enrollment has ended, the
/// answer waits until the session that was live in it has ended and counts, or a bound has passed: the next start is free then.
/// </summary>
internal sealed class EnrollmentCommands(EnrollmentStore store, ProAccess pro, IEffects effects, TimeProvider clock)
{
    /// <summary>Runs a command for the caller.</summary>
    /// <param name="enrollmentId">The enrollment, as the request names it.</param>
    /// <param name="context">The call.</param>
    /// <param name="decide">The decision; may run several times.</param>
    /// <returns>The current day, of a repeat that of its first time.</returns>
    /// <exception cref="ApiException">The command is refused.</exception>
    public Task<int> RunAsync(
        long enrollmentId, ServerCallContext context, Func<ProgramEnrollment, OperationContext, Decision<ProgramEnrollment>> decide) =>
        RunWithProAsync(enrollmentId, context, (enrollment, _, operation) => decide(enrollment, operation));

    /// <summary>
    /// Runs a command that takes Pro where the program does. Identity is asked between two tries, and only where it decides.
    /// </summary>
    /// <inheritdoc cref="RunAsync(long, ServerCallContext, Func{ProgramEnrollment, OperationContext, Decision{ProgramEnrollment}})" />
    public async Task<int> RunWithProAsync(
        long enrollmentId,
        ServerCallContext context,
        Func<ProgramEnrollment, bool, OperationContext, Decision<ProgramEnrollment>> decide)
    {
        new Validation().Id(enrollmentId, "enrollment_id").ThrowIfAny();
        var operation = OperationContext.Begin(clock, context.RequestKey());

        // Before the save: the effects may be quicker than the way back here.
        using var wait = effects.Expect(operation.CorrelationId);
        var decision = await TryAsync(hasPro: false);
        if (decision.Refusal == Refusal.ProRequired)
        {
            await pro.RequireAsync(decision.State!, context.CancellationToken);
            decision = await TryAsync(hasPro: true);
        }

        if (decision.Refusal is { } refusal)
        {
            throw refusal.ToException();
        }

        if (!decision.ChangesNothing && decision.State!.Status == EnrollmentStatus.Abandoned)
        {
            await wait.SettledAsync(context.CancellationToken);
        }

        return decision.State!.CurrentDayFor(operation);

        async Task<Decision<ProgramEnrollment>> TryAsync(bool hasPro) => await store.DecideAsync(
            enrollmentId,
            context.Caller().RequiredUserId,
            enrollment => decide(enrollment, hasPro, operation = operation with { Now = clock.GetUtcNow() }),
            context.CancellationToken) ?? throw new ApiException(ErrorCodes.NotFound);
    }
}
