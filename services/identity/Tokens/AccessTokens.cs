using System.Globalization;
using FocusSuite.Domain;
using FocusSuite.Identity.Domain;
using FocusSuite.Identity.Keys;
using FocusSuite.Protocol.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FocusSuite.Identity.Tokens;

/// <summary>Issues access tokens: JWTs (RFC 9068) of one hour of real time.</summary>
internal sealed class AccessTokens(SigningKeys keys, IdentityIssuer issuer, [FromKeyedServices(Clocks.Real)] TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<string> IssueAsync(Account account, CancellationToken cancellationToken)
    {
        var key = await keys.CurrentAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = issuer.Value,
            Audience = issuer.Audience,

            // No "nbf": it would only refuse a fresh token where clocks differ.
            IssuedAt = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = account.Id.ToString(CultureInfo.InvariantCulture),
                ["user_id"] = account.Id,
                ["email"] = account.Email,
                ["zoneinfo"] = account.TimeZone,
                [Caller.TokenEpochClaim] = account.TokenEpoch,
                ["jti"] = Guid.NewGuid().ToString("N"),
            },
            SigningCredentials = key.Credentials,
        });
    }
}
