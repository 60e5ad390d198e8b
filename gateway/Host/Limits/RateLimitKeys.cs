using System.Security.Cryptography;
using System.Text;
using FocusSuite.Protocol.Access;
using Microsoft.Extensions.Primitives;

namespace FocusSuite.Gateway.Limits;

/// <summary>By what requests are counted. Keys are short, whatever a client sends: they are kept in memory for a while.</summary>
internal static class RateLimitKeys
{
    private const string Scheme = "Bearer ";

    /// <summary>
    /// The client's network; null for what is asked of the gateway's health: whoever watches it must see it also when it is busy.
    /// </summary>
    public static string? OfAddress(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/health") || context.Connection.RemoteIpAddress is not { } address
            ? null
            : ClientNetwork.Of(address);

    /// <summary>
    /// A hash of what the access token's signature covers; null without a token. Header and scheme are read as the services read them, and
    /// the signature is left out, since another one can be made from a good one (ECDSA takes s and n-s alike): so a token has one key in
    /// whatever way it is written.
    /// </summary>
    public static string? OfToken(StringValues authorization)
    {
        var text = authorization.ToString().AsSpan().Trim();
        if (text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            text = text[Scheme.Length..].Trim();
        }

        var signature = text.LastIndexOf('.');
        return text.IsEmpty || text.Equals(Scheme.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase)
            ? null
            : Hash(signature < 0 ? text : text[..signature]);
    }

    private static string Hash(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text.ToArray()), hash);
        return Convert.ToBase64String(hash);
    }
}
