namespace FocusSuite.Messaging.Outbox;

/// <summary>
/// A place where saved events wait to be published. Whoever saves a message leases it to its own process and posts it to the relay;
/// a message whose lease has run out (its process died, or the broker did not answer) may be taken by any replica.
/// </summary>
public interface IOutboxSource
{
    /// <summary>Leases up to <paramref name="max"/> messages whose lease has run out, oldest first.</summary>
    /// <param name="max">How many at the most, 1..1000.</param>
    /// <param name="lease">For how long no other replica may take them (real time).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages; empty when none is left over.</returns>
    Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Removes messages which the broker has confirmed. Ids that are gone already are passed over.</summary>
    /// <param name="ids">The ids of the messages.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when they are removed.</returns>
    Task RemoveAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Removes the messages about a user who was erased; consumers refuse what has left already.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when none is left. An outbox within documents has nothing to do: what waits in a deleted one is published
    /// and gone at once.</returns>
    Task RemoveOfUserAsync(long userId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>How many messages wait, and since when the oldest of them does.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The depth of the outbox.</returns>
    Task<OutboxDepth> MeasureAsync(CancellationToken cancellationToken);
}

/// <summary>The depth of an outbox.</summary>
/// <param name="Count">Messages that wait, leased or not.</param>
/// <param name="Oldest">When the oldest of them happened, in suite time; null when none waits.</param>
public readonly record struct OutboxDepth(long Count, DateTimeOffset? Oldest);
