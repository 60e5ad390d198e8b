using FocusSuite.CatalogClient;
using FocusSuite.Documents;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Outbox;
using FocusSuite.Progress.Enrollments;
using FocusSuite.Progress.Saving;
using FocusSuite.Progress.Totals;
using FocusSuite.ServiceDefaults.Access;
using FocusSuite.ServiceDefaults.Idempotency;
using Grpc.Core;

namespace FocusSuite.Progress.Days;

/// <summary>
/// Runs what a person does in a day: check the enrollment, decide on the newest state, save day and events in one write, and, when that completed
/// the day, wait until the program has advanced.
/// </summary>
internal sealed class DayEditor(
    KeyedLock<ProgramDay> days, DayTemplates templates, OwnEnrollments enrollments, TotalsStore totals, IEffects effects, TimeProvider clock)
{
    /// <summary>Changes a day of the caller by work, for which the program has to be in progress.</summary>
    /// <param name="enrollmentId">The enrollment, as the request names it.</param>
    /// <param name="dayNumber">The day, validated to be positive.</param>
    /// <param name="context">The call.</param>
    /// <param name="decide">The decision; pure, since it runs again after a conflict.</param>
    public Task<DayOutcome> EditAsync(
        long enrollmentId, int dayNumber, ServerCallContext context, Func<ProgramDay, Operation, DayOutcome> decide) =>
        EditAsync(enrollmentId, dayNumber, context, decide, enrollment => enrollment.EnsureWritable(dayNumber));

    /// <summary>Changes a day of the caller by a look back at it, which the days of a completed program take, too.</summary>
    /// <inheritdoc cref="EditAsync(long, int, ServerCallContext, Func{ProgramDay, Operation, DayOutcome})" />
    public Task<DayOutcome> ReviewAsync(
        long enrollmentId, int dayNumber, ServerCallContext context, Func<ProgramDay, Operation, DayOutcome> decide) =>
        EditAsync(enrollmentId, dayNumber, context, decide, enrollment => enrollment.EnsureReviewable(dayNumber));

    private async Task<DayOutcome> EditAsync(
        long enrollmentId,
        int dayNumber,
        ServerCallContext context,
        Func<ProgramDay, Operation, DayOutcome> decide,
        Action<OwnEnrollment> ensureOpen)
    {
        var cancellationToken = context.CancellationToken;
        var enrollment = await enrollments.GetAsync(enrollmentId, context.Caller(), cancellationToken);
        var (key, fingerprint) = (context.RequestKey(), context.RequestFingerprint());
        var operation = Operation.ByPerson(clock.GetUtcNow());

        using var wait = effects.Expect(operation.CorrelationId);
        DayTemplate? template = null;
        var outcome = await days.UpdateAsync<DayOutcome>(
            ProgramDay.IdOf(enrollmentId, dayNumber),
            current =>
            {
                if (current is not null && RequestReceipt.Find(current, key, fingerprint, operation.Now) is { } receipt)
                {
                    // Before any other check: the first run may have completed the program.
                    return DocumentDecision.Keep<ProgramDay, DayOutcome>(DayOutcome.Repeat(current, receipt));
                }

                ensureOpen(enrollment);
                if (current is null && template is null)
                {
                    return TurnDecision<ProgramDay, DayOutcome>.Ask(async ct => template = await templates.GetAsync(enrollment.ProgramId, dayNumber, ct));
                }

                var day = current ?? ProgramDay.Untouched(enrollment.UserId, enrollment.Id, enrollment.ProgramId, template!);
                return Decision(day, decide(day, operation), key, fingerprint, operation);
            },
            cancellationToken);

        if (outcome.CompletesDay)
        {
            DayMetrics.Completed.Add(1);
            await wait.SettledAsync(cancellationToken);
        }
        else if (outcome.IsRepeat)
        {
            await AwaitAdvanceAsync(outcome.Day, cancellationToken);
        }

        return outcome;
    }

    /// <summary>Of a repeat: that the day is complete may still be on its way through the enrollment to the totals, which come last.</summary>
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

    private static DocumentDecision<ProgramDay, DayOutcome> Decision(
        ProgramDay before, DayOutcome outcome, string? key, string? fingerprint, Operation operation)
    {
        if (key is null && ReferenceEquals(before, outcome.Day))
        {
            return DocumentDecision.Keep<ProgramDay, DayOutcome>(outcome);
        }

        var after = key is null
            ? outcome.Day
            : RequestReceipt.Keep(outcome.Day, RequestReceipt.For(key, fingerprint, operation.Now, outcome));
        return DocumentDecision.Save(after, outcome, OutboxMessages.From(outcome.Events));
    }
}
