namespace FocusSuite.Identity.SigningIn;

/// <summary>The latest failures to sign in with an account's address, or from a client's; the table is <see cref="LoginFailures"/>'.</summary>
internal sealed class LoginFailureRow
{
    /// <summary>A hash: what people typed as an address is nobody's to read.</summary>
    public required byte[] Key { get; init; }

    /// <summary>At most the last ten, oldest first, in real time.</summary>
    public required List<DateTimeOffset> Failures { get; init; }

    /// <summary>The last of them.</summary>
    public DateTimeOffset LatestAt { get; init; }
}
