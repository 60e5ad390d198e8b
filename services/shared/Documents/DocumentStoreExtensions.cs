using FocusSuite.Domain;
using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents;

/// <summary>Read, decide, save; on a version conflict once more from the start.</summary>
public static class DocumentStoreExtensions
{
    /// <summary>How often a decision is run at the most before its conflict is the caller's.</summary>
    public const int MaxAttempts = 10;

    /// <summary>
    /// Runs a decision on an aggregate's newest state, and saves state and events where something happened; after a version conflict it
    /// runs again on fresh state. It runs first on the state that this process remembers: a save at that version shows that it was the
    /// newest. What would end without a save, a refusal say, is decided again on what is stored.
    /// </summary>
    /// <typeparam name="T">The aggregate.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="userId">Whose document it is.</param>
    /// <param name="id">The document's id.</param>
    /// <param name="decide">The decision: current state (null when there is none) in. May run several times, so it does nothing
    /// else.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The decision that was saved, or that changes nothing.</returns>
    /// <exception cref="DocumentConflictException">There was a conflict on each of <see cref="MaxAttempts"/> attempts.</exception>
    public static async Task<Decision<T>> DecideAsync<T>(
        this IDocumentStore<T> store, long userId, string id, Func<T?, Decision<T>> decide, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(decide);
        return await store.DecideOnRememberedAsync(userId, id, decide, cancellationToken) ?? await store.UpdateAsync(
            userId,
            id,
            current => decide(current) is var decision && decision.ChangesNothing
                ? DocumentDecision.Keep<T, Decision<T>>(decision)
                : DocumentDecision.Save(decision.State!, decision, OutboxMessages.From(decision.Events)),
            cancellationToken);
    }

    /// <summary>
    /// Runs a decision on the document's newest state and saves what it came to; after a version conflict it runs again on fresh state.
    /// </summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <typeparam name="TResult">What the caller is told.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="userId">Whose document it is.</param>
    /// <param name="id">The document's id; the decision may create it.</param>
    /// <param name="decide">The decision: current state (null when there is none) in, new state out. May run several times, so it does
    /// nothing else.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The result of the decision that was saved or kept.</returns>
    /// <exception cref="DocumentConflictException">There was a conflict on each of <see cref="MaxAttempts"/> attempts.</exception>
    /// <exception cref="UniqueKeyConflictException">Another document holds a unique key; not retried.</exception>
    public static Task<TResult> UpdateAsync<T, TResult>(
        this IDocumentStore<T> store, long userId, string id, Func<T?, DocumentDecision<T, TResult>> decide,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(decide);
        return store.UpdateAsync(userId, id, (current, _) => Task.FromResult(decide(current)), cancellationToken);
    }

    /// <summary>As the other overload, for a decision that has to read something else on the way.</summary>
    /// <typeparam name="T">The document.</typeparam>
    /// <typeparam name="TResult">What the caller is told.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="userId">Whose document it is.</param>
    /// <param name="id">The document's id; the decision may create it.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The result of the decision that was saved or kept.</returns>
    public static async Task<TResult> UpdateAsync<T, TResult>(
        this IDocumentStore<T> store,
        long userId,
        string id,
        Func<T?, CancellationToken, Task<DocumentDecision<T, TResult>>> decide,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(decide);
        for (var attempt = 1; ; attempt++)
        {
            var current = await store.GetAsync(userId, id, cancellationToken);
            var decision = await decide(current?.Document, cancellationToken);
            if (decision.Document is null)
            {
                return decision.Result;
            }

            try
            {
                await store.SaveAsync(decision.Document, current?.Version ?? 0, decision.Messages, cancellationToken);
                return decision.Result;
            }
            catch (DocumentConflictException) when (attempt < MaxAttempts)
            {
                // Full jitter: those who collided must not meet again. The first retry hardly waits, since most conflicts have two parties.
                var ceiling = Math.Min(2 << attempt, 250);
                await Task.Delay(Random.Shared.Next(ceiling), cancellationToken);
            }
        }
    }

    /// <returns>Null where nothing is remembered, the decision saves nothing, or somebody has changed the document since.</returns>
    private static async Task<Decision<T>?> DecideOnRememberedAsync<T>(
        this IDocumentStore<T> store, long userId, string id, Func<T?, Decision<T>> decide, CancellationToken cancellationToken)
        where T : class
    {
        if (store.Recall(userId, id) is not { } remembered || decide(remembered.Document) is not { ChangesNothing: false } decision)
        {
            return null;
        }

        try
        {
            await store.SaveAsync(decision.State!, remembered.Version, OutboxMessages.From(decision.Events), cancellationToken);
            return decision;
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }
}
