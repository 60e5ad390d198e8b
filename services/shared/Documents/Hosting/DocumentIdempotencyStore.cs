using FocusSuite.ServiceDefaults.Idempotency;
using Microsoft.Extensions.Options;

namespace FocusSuite.Documents.Hosting;

/// <summary>Idempotency keys as documents.</summary>
/// <param name="store">The documents.</param>
/// <param name="database">Whose clock leases go by.</param>
/// <param name="options">How long an unfinished claim holds.</param>
/// <param name="clock">Suite time, by which a key is remembered.</param>
internal sealed class DocumentIdempotencyStore(
    IDocumentStore<IdempotencyDocument> store,
    IDocumentDatabase database,
    IOptions<IdempotencyOptions> options,
    TimeProvider clock) : IIdempotencyStore
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    private PersonalDocumentKind<IdempotencyDocument> OfUser => new("idempotency_keys", "by_user", store, document => document.Id);

    public async Task<IdempotencyRecord?> ClaimAsync(long userId, string key, string fingerprint, CancellationToken cancellationToken)
    {
        var id = IdempotencyDocument.IdOf(userId, key);
        Versioned<IdempotencyDocument>? held = null;
        while (true)
        {
            var now = await database.GetUtcNowAsync(cancellationToken);
            if (held is { Document: var document } && !IsFree(document, fingerprint, now))
            {
                return new IdempotencyRecord(
                    document.Fingerprint, document.Answer is null ? null : new IdempotentAnswer(document.Answer, document.HttpStatus));
            }

            var claim = new IdempotencyDocument(id, userId, fingerprint, clock.GetUtcNow(), now + options.Value.Lease, null, null);
            try
            {
                // Nearly every key is new: so it is saved as such before anything is read.
                await store.SaveAsync(claim, held?.Version ?? 0, [], cancellationToken);
                return null;
            }
            catch (DocumentConflictException)
            {
                // It is known, or somebody else was faster: see what became of it.
                held = await store.GetAsync(userId, id, cancellationToken);
            }
        }
    }

    public async Task RecordAsync(long userId, string key, IdempotentAnswer answer, CancellationToken cancellationToken)
    {
        if (await FindClaimAsync(userId, key, cancellationToken) is { } held)
        {
            await store.SaveAsync(
                held.Document with { Answer = answer.Message, HttpStatus = answer.HttpStatus }, held.Version, [], cancellationToken);
        }
    }

    public async Task ReleaseAsync(long userId, string key, CancellationToken cancellationToken)
    {
        if (await FindClaimAsync(userId, key, cancellationToken) is { Document.Answer: null } held)
        {
            await store.DeleteAsync(userId, held.Document.Id, held.Version, cancellationToken);
        }
    }

    public async Task YieldAsync(long userId, string key, CancellationToken cancellationToken)
    {
        if (await FindClaimAsync(userId, key, cancellationToken) is { Document.Answer: null } held)
        {
            await store.SaveAsync(held.Document with { LeasedUntil = DateTimeOffset.UnixEpoch }, held.Version, [], cancellationToken);
        }
    }

    public async Task<int> PurgeAsync(int max, CancellationToken cancellationToken)
    {
        var old = await store.FindAsync(new("by_age") { Before = clock.GetUtcNow() - Remembered, Limit = max }, cancellationToken);
        foreach (var (document, version) in old.Items)
        {
            try
            {
                await store.DeleteAsync(document.UserId, document.Id, version, cancellationToken);
            }
            catch (DocumentConflictException)
            {
                // Another replica was faster, or the key has just been taken anew.
            }
        }

        return old.Items.Count;
    }

    public Task<long> CountOfUserAsync(long userId, CancellationToken cancellationToken) => OfUser.CountAsync(userId, cancellationToken);

    public Task RemoveOfUserAsync(long userId, CancellationToken cancellationToken) => OfUser.RemoveAsync(userId, cancellationToken);

    /// <summary>The caller's own claim, mostly from memory: this process saved it a moment ago.</summary>
    private async Task<Versioned<IdempotencyDocument>?> FindClaimAsync(long userId, string key, CancellationToken cancellationToken)
    {
        var id = IdempotencyDocument.IdOf(userId, key);
        return store.Recall(userId, id) ?? await store.GetAsync(userId, id, cancellationToken);
    }

    private bool IsFree(IdempotencyDocument document, string fingerprint, DateTimeOffset now) =>
        document.CreatedAt < clock.GetUtcNow() - Remembered
        || (document.Answer is null && document.LeasedUntil < now && document.Fingerprint == fingerprint);
}
