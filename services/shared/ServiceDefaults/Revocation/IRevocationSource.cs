using FocusSuite.Messaging.Events;

namespace FocusSuite.ServiceDefaults.Revocation;

/// <summary>Where a replica learns of revocations that it missed.</summary>
public interface IRevocationSource
{
    /// <summary>Reads them.</summary>
    /// <param name="since">Only those since then; null for all of a token's lifetime.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The revocations, and where the next question may begin.</returns>
    Task<RevocationPage> ListAsync(DateTimeOffset? since, CancellationToken cancellationToken);
}

/// <summary>Revocations.</summary>
/// <param name="Revocations">In no particular order; they may repeat what is known.</param>
/// <param name="AsOf">Until when they are all there, by the source's clock.</param>
public sealed record RevocationPage(IReadOnlyList<TokenRevocation> Revocations, DateTimeOffset AsOf);

/// <summary>All tokens of a user before an epoch are refused.</summary>
/// <param name="UserHash">A hash of the user's number by the installation's key.</param>
/// <param name="Epoch">The first epoch whose tokens are good.</param>
/// <param name="Reason">Why; as in <see cref="TokensRevoked"/>.</param>
public sealed record TokenRevocation(string UserHash, long Epoch, string Reason);
