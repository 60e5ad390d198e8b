using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FocusSuite.TestSystem;

namespace FocusSuite.EndToEnd.Tests.Tokens;

/// <summary>
/// Makes tokens out of a good one: by the installation's own key where only what they say is to be wrong, and by any other.
/// </summary>
internal sealed class TokenForge(ECDsa key, string keyId, string good)
{
    public string Good => good;

    public string KeyId => keyId;

    /// <summary>The public key as the world knows it.</summary>
    public string PublicPem => key.ExportSubjectPublicKeyInfoPem();

    public ECParameters PublicParameters => key.ExportParameters(includePrivateParameters: false);

    public JsonObject Header => Part(0);

    public JsonObject Payload => Part(1);

    public string Signature => good.Split('.')[2];

    public static async Task<TokenForge> OfAsync(FocusSystem system, string good)
    {
        var (key, id) = await Secrets.SigningKeyOfAsync(system);
        return new TokenForge(key, id, good);
    }

    /// <summary>Good in every way but for what the payload says.</summary>
    public string Saying(Action<JsonObject> change)
    {
        var payload = Payload;
        change(payload);
        return Signed(Header.ToJsonString(), payload.ToJsonString());
    }

    /// <summary>Signed by the installation's own key, but for what the header says.</summary>
    public string Headed(Action<JsonObject> change)
    {
        var header = Header;
        change(header);
        return Signed(header.ToJsonString(), Payload.ToJsonString());
    }

    public string Signed(string header, string payload) => Signed(header, payload, key);

    public static string Signed(string header, string payload, ECDsa by)
    {
        var text = Text(header, payload);
        return $"{text}.{Base64Url.EncodeToString(by.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    public static string Keyed(string header, string payload, byte[] secret)
    {
        var text = Text(header, payload);
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Text(string header, string payload) => $"{Encode(header)}.{Encode(payload)}";

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private JsonObject Part(int at) => JsonNode.Parse(Base64Url.DecodeFromChars(good.Split('.')[at]))!.AsObject();
}
