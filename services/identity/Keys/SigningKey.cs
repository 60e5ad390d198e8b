using System.Security.Cryptography;
using System.Text.Json.Serialization;
using FocusSuite.Identity.Domain;
using Microsoft.IdentityModel.Tokens;

namespace FocusSuite.Identity.Keys;

/// <summary>A key (ES256), ready for use.</summary>
internal sealed class SigningKey : IScheduledKey
{
    private SigningKey(string id, DateTimeOffset signsFrom, ECDsa key, bool canSign)
    {
        (Id, SignsFrom, CanSign) = (id, signsFrom, canSign);
        Credentials = new SigningCredentials(new ECDsaSecurityKey(key) { KeyId = id }, SecurityAlgorithms.EcdsaSha256);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        Public = new PublicKey(id, Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y));
    }

    public string Id { get; }

    public DateTimeOffset SignsFrom { get; }

    public bool CanSign { get; }

    public SigningCredentials Credentials { get; }

    public PublicKey Public { get; }

    /// <summary>Makes a key and its stored form.</summary>
    public static SigningKeyRow Make(DateTimeOffset signsFrom, KeyProtection protection)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = key.ExportSubjectPublicKeyInfo();
        var id = Base64UrlEncoder.Encode(SHA256.HashData(publicKey).AsSpan(0, 16).ToArray());
        var privateKey = protection.Protect(key.ExportPkcs8PrivateKey(), id);
        return new SigningKeyRow { Id = id, PublicKey = publicKey, PrivateKey = privateKey, SignsFrom = signsFrom };
    }

    /// <summary>Reads a stored key; one whose private part cannot be read here only validates.</summary>
    public static SigningKey Read(SigningKeyRow row, KeyProtection protection)
    {
        var key = ECDsa.Create();
        var privateKey = protection.Unprotect(row.PrivateKey, row.Id);
        if (privateKey is null)
        {
            key.ImportSubjectPublicKeyInfo(row.PublicKey, out _);
        }
        else
        {
            key.ImportPkcs8PrivateKey(privateKey, out _);
            CryptographicOperations.ZeroMemory(privateKey);
        }

        return new SigningKey(row.Id, row.SignsFrom, key, canSign: privateKey is not null);
    }
}

/// <summary>A public key as RFC 7517 has it.</summary>
internal sealed record PublicKey(
    [property: JsonPropertyName("kid")] string Id, [property: JsonPropertyName("x")] string X, [property: JsonPropertyName("y")] string Y)
{
    [JsonPropertyName("kty")]
    public string KeyType { get; } = "EC";

    [JsonPropertyName("use")]
    public string Use { get; } = "sig";

    [JsonPropertyName("alg")]
    public string Algorithm { get; } = SecurityAlgorithms.EcdsaSha256;

    [JsonPropertyName("crv")]
    public string Curve { get; } = "P-256";
}

/// <summary>A signing key as it is stored. All times are real time.</summary>
internal sealed class SigningKeyRow
{
    /// <summary>The <c>kid</c>.</summary>
    public required string Id { get; init; }

    /// <summary>
    /// The public key (SubjectPublicKeyInfo), in the clear: whoever validates needs it, even if nobody can sign with it any more.
    /// </summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>The private key (PKCS #8), as <see cref="KeyProtection"/> leaves it.</summary>
    public required byte[] PrivateKey { get; init; }

    /// <summary>From when it signs, which is after everybody has had time to learn of it.</summary>
    public DateTimeOffset SignsFrom { get; init; }
}
