using FocusSuite.CatalogClient;
using FocusSuite.Documents;
using FocusSuite.Messaging.Effects;
using FocusSuite.Messaging.Events;
using FocusSuite.Messaging.Rehearsing;
using FocusSuite.Progress.Domain;

namespace FocusSuite.Progress.Events;

/// <summary>
/// Credits a session of nobody's, takes note of a day of nobody's, and waits for the word of both: by the handlers that do it for people,
/// with every peer and store that they ask. Then removes what nobody has.
/// </summary>
internal sealed class ProgressRehearsal(
    IServiceScopeFactory scopes,
    ICatalog catalog,
    IEffects effects,
    IDocumentStore<ProgramDay> days,
    IDocumentStore<EnrollmentProgress> totals,
    TimeProvider clock) : IRehearsal
{
    public async Task RehearseAsync(CancellationToken cancellationToken)
    {
        if (await catalog.ListProgramsAsync(cancellationToken) is not [var program, ..])
        {
            // Nothing is offered yet, so there is nothing that anybody could do.
            return;
        }

        // Of its own: replicas that begin together do not meet.
        var enrollment = FocusEvent.Nobody - Random.Shared.NextInt64(1, int.MaxValue);
        try
        {
            await AwaitAsync(
                (handlers, operation) => CreditAsync(handlers, enrollment, program, operation, cancellationToken), cancellationToken);
            await AwaitAsync(
                (handlers, operation) => AdvanceAsync(handlers, enrollment, program, operation, cancellationToken), cancellationToken);
        }
        finally
        {
            await RemoveAsync(days, ProgramDay.IdOf(enrollment, 1));
            await RemoveAsync(totals, EnrollmentProgress.IdOf(enrollment));
        }
    }

    private static async Task RemoveAsync<T>(IDocumentStore<T> store, string id)
        where T : class
    {
        if (await store.GetAsync(FocusEvent.Nobody, id, CancellationToken.None) is { } found)
        {
            await store.DeleteAsync(FocusEvent.Nobody, id, found.Version, CancellationToken.None);
        }
    }

    private async Task AwaitAsync(Func<IServiceProvider, Guid, Task> act, CancellationToken cancellationToken)
    {
        var operation = Guid.CreateVersion7();
        using var wait = effects.Expect(operation);
        await using var scope = scopes.CreateAsyncScope();
        await act(scope.ServiceProvider, operation);
        await wait.SettledAsync(cancellationToken);
    }

    private Task CreditAsync(
        IServiceProvider handlers, long enrollment, ProgramInfo program, Guid operation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return handlers.GetRequiredService<SessionCompletedHandler>().HandleAsync(
            new SessionCompleted
            {
                OccurredAt = now,
                UserId = FocusEvent.Nobody,
                CorrelationId = operation,
                SessionId = "000000000000000000000000",
                EnrollmentId = enrollment,
                ProgramId = program.Id,
                DayNumber = 1,
                CreditedSeconds = 60,
                EndedAt = now,
                LocalDate = DateOnly.FromDateTime(now.UtcDateTime),
            },
            cancellationToken);
    }

    private Task AdvanceAsync(
        IServiceProvider handlers, long enrollment, ProgramInfo program, Guid operation, CancellationToken cancellationToken) =>
        handlers.GetRequiredService<ProgramAdvancedHandler>().HandleAsync(
            new ProgramAdvanced
            {
                OccurredAt = clock.GetUtcNow(),
                UserId = FocusEvent.Nobody,
                CorrelationId = operation,
                EnrollmentId = enrollment,
                ProgramId = program.Id,
                TotalDays = program.DurationDays,
                CompletedDay = 1,
                CompletedDays = [1],
                CurrentDay = 2,
                ProgramCompleted = false,
            },
            cancellationToken);
}
