using FocusSuite.Domain;
using FocusSuite.Messaging.Events;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// An erasure, from the wish to the receipt: the aggregate, and the row it is stored as. It goes through all stores twice: at once, and
/// when whatever was under way has come to its end.
/// </summary>
internal sealed class AccountErasure
{
    /// <summary>For how long a step is somebody's, in real time; after that it counts as given up.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private const int LastRound = 2;

    public Guid Id { get; init; }

    /// <summary>Whom to erase; null once nothing is left of that user.</summary>
    public long? UserId { get; private set; }

    /// <summary>Suite time.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Suite time.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Which round through the stores it is in.</summary>
    public int Round { get; private set; }

    /// <summary>The stores that have still to confirm in this round.</summary>
    public List<string> Pending { get; private set; } = [];

    /// <summary>When the next step is due; while somebody works on one, when it counts as given up. Real time.</summary>
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>What was removed, in the order in which it was.</summary>
    public List<ErasedKind> Removed { get; private set; } = [];

    /// <summary>Begins an erasure: what goes with the wish counts as removed, and all stores are gone through in their order.</summary>
    public static AccountErasure Begin(
        Guid id, long userId, IEnumerable<string> stores, IEnumerable<ErasedKind> removed, DateTimeOffset now, DateTimeOffset realNow) =>
        new() { Id = id, UserId = userId, RequestedAt = now, Round = 1, Pending = [.. stores], NextAt = realNow, Removed = [.. removed] };

    /// <summary>Somebody works on the next step; of several at once the row's version lets one through.</summary>
    public void Take(DateTimeOffset realNow) => NextAt = realNow + Lease;

    /// <summary>
    /// The word to all services ahead of the way through them: open streams end, and tokens are refused. A repeat does no harm.
    /// </summary>
    /// <returns>Nothing to tell where the round is under way.</returns>
    public Decision<AccountErasure> Announce(string userHash, IReadOnlyCollection<string> stores, OperationContext operation) =>
        Pending.Count == stores.Count
            ? Decision.Accept(this, Account.TellRevoked(userHash, long.MaxValue, TokensRevoked.AccountErased, operation))
            : Decision.Unchanged(this);

    /// <summary>A store has erased the user. What it removed counts in the first round: in the second it is what came late.</summary>
    public void Confirm(string store, IEnumerable<ErasedKind> removed)
    {
        Pending = [.. Pending.Where(other => other != store)];
        Removed.AddRange(removed.Where(_ => Round == 1));
    }

    /// <summary>
    /// Ends a step. What it left is tried again after a while; where all stores have confirmed, the next round begins once all has settled,
    /// or the erasure is complete.
    /// </summary>
    public void EndStep(IEnumerable<string> stores, TimeSpan retryAfter, TimeSpan settling, DateTimeOffset now, DateTimeOffset realNow)
    {
        if (Pending.Count > 0)
        {
            NextAt = realNow + retryAfter;
        }
        else if (Round < LastRound)
        {
            Round++;
            Pending = [.. stores];
            NextAt = realNow + settling;
        }
        else
        {
            // The last that was known of the user.
            UserId = null;
            CompletedAt = now;
            NextAt = realNow + retryAfter;
        }
    }
}

/// <summary>Records that were removed.</summary>
internal sealed class ErasedKind
{
    public required string Store { get; init; }

    public required string Kind { get; init; }

    public long Count { get; init; }
}
