using FocusSuite.Messaging.Outbox;

namespace FocusSuite.Documents;

/// <summary>
/// The documents of one kind. Reads go to the newest state; a save is one atomic write of a document, its unique keys and the messages it
/// causes. Every method may throw <see cref="DocumentStoreUnavailableException"/> after the store's own bounded retries.
/// </summary>
/// <typeparam name="T">The document: a record or class that System.Text.Json can write and read back.</typeparam>
public interface IDocumentStore<T>
    where T : class
{
    /// <summary>Reads one document.</summary>
    /// <param name="userId">Whose it is: another user's is not found.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The document with its version, or null when there is none.</returns>
    Task<Versioned<T>?> GetAsync(long userId, string id, CancellationToken cancellationToken);

    /// <summary>
    /// The last state that this process saved of a document, where it still remembers that. Others may have changed the document since:
    /// only a save at its version shows that nobody has. So it is for decisions that end in a save, and spares them a read.
    /// </summary>
    /// <param name="userId">Whose it is.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The document as a read would have given it then; null where nothing is remembered.</returns>
    Versioned<T>? Recall(long userId, string id) => null;

    /// <summary>Reads several documents of a user in one round trip.</summary>
    /// <param name="userId">Whose they are: another user's are not found.</param>
    /// <param name="ids">Their ids, at most <see cref="DocumentLimits.MaxRead"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Those that exist, in the order of <paramref name="ids"/>.</returns>
    Task<IReadOnlyList<Versioned<T>>> GetManyAsync(long userId, IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Finds documents by an index that the map declares; nothing else can be searched, so no query scans a collection.</summary>
    /// <param name="query">The index and what to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    /// <exception cref="ArgumentException">The index is not declared, its values do not fit, or a bound is exceeded.</exception>
    /// <exception cref="InvalidPageTokenException">The page token is not one that this index gave.</exception>
    Task<DocumentPage<T>> FindAsync(DocumentQuery<T> query, CancellationToken cancellationToken);

    /// <summary>Counts the documents that an index holds: those whose value of its sort field is not null.</summary>
    /// <param name="index">A declared index whose only field is its sort field. The count reads all of it: meant for indexes that hold
    /// few.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many.</returns>
    /// <exception cref="ArgumentException">The index is not declared, or has more fields.</exception>
    Task<long> CountAsync(string index, CancellationToken cancellationToken);

    /// <summary>
    /// Saves a document and the messages it causes in one atomic write, then posts the messages to the <see cref="IOutboxRelay"/>.
    /// A success whose answer was lost on the way is recognized and not reported as a conflict.
    /// </summary>
    /// <param name="document">The new state.</param>
    /// <param name="expectedVersion">The version it was read with; 0 when it must not exist yet. The save makes it this plus one.</param>
    /// <param name="messages">Events to publish once the state is saved; may be empty.</param>
    /// <param name="cancellationToken">Ends the wait. The write may have happened when it does.</param>
    /// <returns>A task that ends when the write is durable.</returns>
    /// <exception cref="DocumentConflictException">The version moved on, or the id exists already.</exception>
    /// <exception cref="UniqueKeyConflictException">Another document of the user holds one of the unique keys.</exception>
    Task SaveAsync(T document, long expectedVersion, IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken);

    /// <summary>Deletes a document. Messages of it that still wait are published all the same.</summary>
    /// <param name="userId">Whose it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="expectedVersion">The version it was read with.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is gone.</returns>
    /// <exception cref="DocumentConflictException">The version moved on, or there is no such document.</exception>
    Task DeleteAsync(long userId, string id, long expectedVersion, CancellationToken cancellationToken);
}
