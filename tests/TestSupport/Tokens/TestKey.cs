using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FocusSuite.TestSupport.Tokens;

/// <summary>One key of a <see cref="TestAuthority"/>.</summary>
internal sealed class TestKey
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _id = Guid.NewGuid().ToString("N");

    public object ToPublicJson()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            use = "sig",
            alg = "ES256",
            crv = "P-256",
            kid = _id,
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }

    public string Sign(TestToken token)
    {
        var now = DateTime.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["sub"] = token.Subject ?? token.UserId.ToString(CultureInfo.InvariantCulture),
            ["user_id"] = token.UserId,
            ["email"] = token.Email ?? string.Create(CultureInfo.InvariantCulture, $"user{token.UserId}@example.com"),
            ["zoneinfo"] = token.TimeZone,
            ["jti"] = Guid.NewGuid().ToString("N"),
        };
        foreach (var (name, value) in token.Claims)
        {
            if (value is null)
            {
                claims.Remove(name);
            }
            else
            {
                claims[name] = value;
            }
        }

        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = token.Issuer,
            Audience = token.Audience,
            IssuedAt = now,
            NotBefore = now + (token.NotBefore < token.Lifetime ? token.NotBefore : token.Lifetime - TimeSpan.FromSeconds(1)),
            Expires = now + token.Lifetime,
            Claims = claims,
            TokenType = token.Type,
            SigningCredentials = Credentials(token.Signature),
        });
    }

    private SigningCredentials? Credentials(TestSignature signature) => signature switch
    {
        TestSignature.Good => new SigningCredentials(new ECDsaSecurityKey(_key) { KeyId = _id }, SecurityAlgorithms.EcdsaSha256),
        TestSignature.UnknownKey => new SigningCredentials(
            new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = _id }, SecurityAlgorithms.EcdsaSha256),
        TestSignature.PublicKeyAsSecret => new SigningCredentials(
            new SymmetricSecurityKey(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem())) { KeyId = _id },
            SecurityAlgorithms.HmacSha256),
        _ => null,
    };
}
