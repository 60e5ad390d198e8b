using Grpc.Core;

namespace FocusSuite.Client;

/// <summary>What a call can carry, and what its answer can say beside its message.</summary>
public static class FocusCallOptionsExtensions
{
    internal const string RequestKeyHeader = "idempotency-key";
    internal const string AuthorizationHeader = "authorization";
    private const string EffectsHeader = "focus-effects";
    private const string Pending = "pending";
    private const int LongestKey = 255;

    /// <summary>
    /// Names the request by something that stays the same when it is made again, e.g. the id of the payment that it is about: a repeat
    /// within 24 hours is answered like the first and acts once. A method that takes a key gets one of its own for each call that names
    /// none.
    /// </summary>
    /// <param name="options">The call.</param>
    /// <param name="key">1..255 characters without a comma.</param>
    /// <returns>The call with the key.</returns>
    /// <exception cref="ArgumentException">It is no key.</exception>
    public static CallOptions WithRequestKey(this CallOptions options, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return key.Length <= LongestKey && !key.Contains(',', StringComparison.Ordinal)
            ? options.With(RequestKeyHeader, key)
            : throw new ArgumentException($"A request key has 1 to {LongestKey} characters and no comma.", nameof(key));
    }

    /// <summary>Makes the call for a user.</summary>
    /// <param name="options">The call.</param>
    /// <param name="accessToken">The user's access token.</param>
    /// <returns>The call with the token.</returns>
    public static CallOptions OnBehalfOf(this CallOptions options, string accessToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(accessToken);
        return options.With(AuthorizationHeader, "Bearer " + accessToken);
    }

    /// <summary>Whether an answer came before its effects can be read everywhere: they follow.</summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <returns>True where it says so.</returns>
    public static bool HasPendingEffects(this Metadata headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return headers.GetValue(EffectsHeader) == Pending;
    }

    // A copy: options are often kept and used for several calls.
    internal static CallOptions With(this CallOptions options, string name, string value)
    {
        var headers = new Metadata();
        foreach (var header in options.Headers?.Where(header => header.Key != name) ?? [])
        {
            headers.Add(header);
        }

        headers.Add(name, value);
        return options.WithHeaders(headers);
    }
}
