namespace FocusSuite.TestSupport.Tokens;

/// <summary>What a token says. The defaults are those of a good access token; a test changes what it wants to see refused.</summary>
public sealed record TestToken
{
    public required long UserId { get; init; }

    /// <summary>Null takes the user's number.</summary>
    public string? Subject { get; init; }

    /// <summary>Null makes one of the user's number.</summary>
    public string? Email { get; init; }

    public string TimeZone { get; init; } = "UTC";

    /// <summary>Null takes the authority's own.</summary>
    public string? Issuer { get; init; }

    public string Audience { get; init; } = "focus-suite";

    /// <summary>The <c>typ</c> of the header.</summary>
    public string Type { get; init; } = "at+jwt";

    /// <summary>From now, real time; negative for one that has expired.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>When the token is valid from, from now; negative is in the past.</summary>
    public TimeSpan NotBefore { get; init; } = TimeSpan.FromHours(-2);

    public TestSignature Signature { get; init; } = TestSignature.Good;

    /// <summary>Claims beside the usual ones, or instead of them; a null value leaves a usual claim out.</summary>
    public IReadOnlyDictionary<string, object?> Claims { get; init; } = new Dictionary<string, object?>();
}

/// <summary>How a token is signed.</summary>
public enum TestSignature
{
    /// <summary>ES256 by the authority's current key.</summary>
    Good,

    /// <summary>ES256 by a key that the authority does not publish, under the key id of the one that it does.</summary>
    UnknownKey,

    /// <summary>HS256, with the public key's text as the secret: the classic confusion of algorithms.</summary>
    PublicKeyAsSecret,

    /// <summary>Not at all (<c>alg: none</c>).</summary>
    None,
}
