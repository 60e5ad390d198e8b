using FocusSuite.Messaging.Consuming;
using FocusSuite.Messaging.Outbox;
using FocusSuite.ServiceDefaults.Idempotency;

namespace FocusSuite.ServiceDefaults.Erasure;

/// <summary>
/// Erases a person from this service: 1. refuse the person from now on, 2. count what there is, 3. note both for all replicas, 4. remove
/// it. Each step may be repeated, so a process that dies at any of them costs nothing: what was counted is noted before the first record
/// goes.
/// </summary>
/// <param name="data">What the service holds.</param>
/// <param name="outboxes">Events of the person that still wait are not published any more.</param>
/// <param name="deadLetters">Events of the person that could not be handled go as well.</param>
/// <param name="keys">The person's idempotency keys go as well.</param>
/// <param name="ledger">Where the erasure is noted.</param>
/// <param name="users">Who is refused in this replica.</param>
internal sealed class PersonalDataEraser(
    IPersonalData data,
    IEnumerable<IOutboxSource> outboxes,
    IEnumerable<IDeadLetters> deadLetters,
    IIdempotencyStore keys,
    IErasureLedger ledger,
    ErasedUsers users) : IPersonalDataEraser
{
    /// <summary>The kind of the idempotency keys in a receipt.</summary>
    private const string Keys = "idempotency_keys";

    // Real time: no access token lives longer than an hour, and no message waits much longer where all services are up.
    private static readonly TimeSpan EntryLifetime = TimeSpan.FromHours(2);

    public async Task<IReadOnlyDictionary<string, long>> EraseAsync(long userId, Guid erasureId, CancellationToken cancellationToken)
    {
        var hash = users.HashOf(userId);
        users.Add(hash);
        var entry = await ledger.FindAsync(hash, cancellationToken);
        if (entry is null)
        {
            var counts = new Dictionary<string, long>(await data.CountAsync(userId, cancellationToken))
            {
                [Keys] = await keys.CountOfUserAsync(userId, cancellationToken),
            };
            entry = await ledger.NoteAsync(
                new ErasureEntry(hash, erasureId, counts, DateTimeOffset.UtcNow + EntryLifetime), cancellationToken);
        }

        await data.RemoveAsync(userId, cancellationToken);
        await keys.RemoveOfUserAsync(userId, cancellationToken);
        foreach (var outbox in outboxes)
        {
            await outbox.RemoveOfUserAsync(userId, cancellationToken);
        }

        foreach (var letters in deadLetters)
        {
            await letters.RemoveOfUserAsync(userId, cancellationToken);
        }

        return entry.Removed;
    }
}

/// <summary>Erases people from this service.</summary>
public interface IPersonalDataEraser
{
    /// <summary>Erases a person; may be repeated.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="erasureId">The erasure.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many records of each kind there were when it began.</returns>
    Task<IReadOnlyDictionary<string, long>> EraseAsync(long userId, Guid erasureId, CancellationToken cancellationToken);
}
