namespace FocusSuite.Identity.Keys;

/// <summary>A signing key as it is stored. All times are real time.</summary>
internal sealed class SigningKeyRow
{
    /// <summary>The <c>kid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The public key (SubjectPublicKeyInfo), in the clear: whoever validates needs it, even if nobody can sign with it any more.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The private key (PKCS #8), as <see cref="KeyProtection"/> leaves it.</summary>
    public required byte[] PrivateKey { get; init; }

    /// <summary>From when it signs, which is after everybody has had time to learn of it.</summary>
    public DateTimeOffset SignsFrom { get; init; }
}
