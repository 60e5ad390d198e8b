using FocusSuite.Identity.Accounts;

namespace FocusSuite.Identity.SigningIn;

/// <summary>From where somebody has signed in to an account; the table is <see cref="KnownAddresses"/>'.</summary>
internal sealed class KnownAddressRow
{
    public long AccountId { get; init; }

    /// <summary>A hash, bound to the account: where people are is nobody's to read.</summary>
    public required byte[] Address { get; init; }

    /// <summary>The last time, to the day, in real time.</summary>
    public DateTimeOffset LatestAt { get; init; }

    public Account Account { get; init; } = null!;
}
