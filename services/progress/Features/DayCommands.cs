using FocusSuite.Documents;
using FocusSuite.Domain;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Progress.Domain;
using FocusSuite.Progress.Peers;
using FocusSuite.Progress.Persistence;
using FocusSuite.Protocol.Access;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protocol.Idempotency;
using Grpc.Core;

namespace FocusSuite.Progress.Features;

/// <summary>
/// Runs commands on a day of the caller: ask where the enrollment stands, decide on the newest state, save day and events in one write,
/// and, when that was the last thing the day asks for, wait until the program has advanced.
/// </summary>
internal sealed class DayCommands(
    KeyedLock<ProgramDay> turns,
    IDocumentStore<ProgramDay> days,
    ProgramDays programs,
    EnrollmentClient enrollments,
    EnrollmentProgressStore totals,
    IEffects effects,
    TimeProvider clock)
{
    /// <summary>Runs a command.</summary>
    /// <param name="enrollmentId">The enrollment, as the request names it.</param>
    /// <param name="dayNumber">The day, validated to be positive.</param>
    /// <param name="context">The call.</param>
    /// <param name="decide">The decision; may run several times.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ApiException">The command is refused.</exception>
    public async Task<DayAnswer> RunAsync(
        long enrollmentId,
        int dayNumber,
        ServerCallContext context,
        Func<ProgramDay, EnrollmentStanding, OperationContext, Decision<ProgramDay>> decide)
    {
        var cancellationToken = context.CancellationToken;
        var standing = await enrollments.GetStandingAsync(enrollmentId, context.Caller(), cancellationToken);
        var operation = OperationContext.Begin(clock, context.RequestKey()) with
        {
            Request = context.RequestFingerprint()?[..DayReceipt.FingerprintLength],
        };

        // Only an untouched day needs it: who has begun a day goes on while the catalog is away.
        var plan = programs.FindPlanAsync(standing.Facts, dayNumber, cancellationToken);
        await ((Task)plan).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        using var wait = effects.Expect(operation.CorrelationId);
        var decision = await turns.DecideAsync(
            standing.Facts.UserId,
            ProgramDay.IdOf(enrollmentId, dayNumber),
            current => decide(current ?? Untouched(standing, dayNumber, plan), standing, operation),
            cancellationToken);
        if (decision.Refusal is { } refusal)
        {
            throw refusal.ToException();
        }

        var day = decision.State!;
        if (decision.Events.Any(happened => happened is DayEvaluated))
        {
            DayMetrics.Completed.Add(1);

            // Whether the day counts, enrollment says: it may have been given up in the same moment. Past the bound it is taken for
            // granted.
            var settled = await wait.SettledAsync(cancellationToken);
            var counted = settled ? (await days.GetAsync(day.UserId, day.Id, cancellationToken))?.Document : null;
            return new DayAnswer(day, day.ReceiptOf(operation), counted?.IsCompleted ?? true);
        }

        if (decision.ChangesNothing && day.ReceiptOf(operation) is { } repeated)
        {
            await AwaitAdvanceAsync(day, cancellationToken);
            return new DayAnswer(day, repeated, repeated.DayCompleted);
        }

        return new DayAnswer(day, day.ReceiptOf(operation), day.IsEvaluated);
    }

    // A day that the program has not is refused for that, whatever it would ask for.
    private static ProgramDay Untouched(EnrollmentStanding standing, int dayNumber, Task<DayPlan?> plan) => ProgramDay.Untouched(
        standing.Facts,
        standing.Facts.Has(dayNumber)
            ? plan.GetAwaiter().GetResult() ?? throw new ApiException(ErrorCodes.NotFound)
            : new DayPlan(dayNumber, 0, []));

    /// <summary>
    /// Of a repeat: that the day is complete may still be on its way through the enrollment to the totals, which come last.
    /// </summary>
    private async Task AwaitAdvanceAsync(ProgramDay day, CancellationToken cancellationToken)
    {
        if (day.CompletedBy is not { } operation)
        {
            return;
        }

        using var wait = effects.Expect(operation);
        if (!(await totals.GetAsync(day.EnrollmentId, day.UserId, cancellationToken)).CompletedDays.Contains(day.DayNumber))
        {
            await wait.SettledAsync(cancellationToken);
        }
    }
}

/// <summary>What came of a command.</summary>
/// <param name="Day">The day after it.</param>
/// <param name="Receipt">What the request came to when it acted, perhaps earlier; null where it has no key.</param>
/// <param name="DayCompleted">Whether the day is complete after it.</param>
internal sealed record DayAnswer(ProgramDay Day, DayReceipt? Receipt, bool DayCompleted);
