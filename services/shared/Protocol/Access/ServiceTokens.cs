using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FocusSuite.Protocol.Access;

/// <summary>
/// The identity of a service towards its peers: a short-lived HS256 JWT by the installation's service key, in the metadata
/// <see cref="Header"/>. Its lifetime is real time.
/// </summary>
public sealed class ServiceTokens : IDisposable
{
    /// <summary>The metadata that carries it.</summary>
    public const string Header = "focus-service-token";

    private const string Issuer = "focus-suite-services";
    private const string Audience = "focus-suite-internal";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    // One for each replica of each peer, a new one every few minutes.
    private const int MaxPeers = 1000;

    private readonly CheckedTokens<string> _checked = new(MaxPeers);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly SymmetricSecurityKey _key;
    private readonly string _service;
    private Issued? _current;

    /// <summary>Makes the tokens of one service.</summary>
    /// <param name="serviceKey">The installation's key, base64.</param>
    /// <param name="service">The service's name.</param>
    public ServiceTokens(string serviceKey, string service) =>
        (_key, _service) = (new SymmetricSecurityKey(Convert.FromBase64String(serviceKey)), service);

    /// <summary>A token that is good for at least another minute.</summary>
    public string Current
    {
        get
        {
            var now = DateTime.UtcNow;
            var current = _current;
            if (current is null || current.Until - now < TimeSpan.FromMinutes(1))
            {
                _current = current = Issue(now);
            }

            return current.Token;
        }
    }

    /// <summary>Checks a peer's token.</summary>
    /// <param name="token">What the metadata carries.</param>
    /// <returns>The peer's name; null when the token is not valid.</returns>
    public async Task<string?> ValidateAsync(string token)
    {
        if (_checked.Find(token, DateTimeOffset.UtcNow) is { } known)
        {
            return known;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ClockSkew = TimeSpan.FromSeconds(30),
        });
        if (!result.IsValid || result.ClaimsIdentity.FindFirst("sub")?.Value is not { } peer)
        {
            return null;
        }

        _checked.Keep(token, peer, result.SecurityToken.ValidTo);
        return peer;
    }

    /// <inheritdoc />
    public void Dispose() => _checked.Dispose();

    private Issued Issue(DateTime now) => new(
        _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Subject = new ClaimsIdentity([new Claim("sub", _service)]),
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        }),
        now + Lifetime);

    private sealed record Issued(string Token, DateTime Until);
}
