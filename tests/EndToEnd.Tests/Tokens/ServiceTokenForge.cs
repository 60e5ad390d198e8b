using System.Text.Json.Nodes;
using FocusSuite.Protocol.Access;
using FocusSuite.TestSystem;

namespace FocusSuite.EndToEnd.Tests.Tokens;

/// <summary>Service tokens that are none, some of them by the installation's own key.</summary>
internal static class ServiceTokenForge
{
    public static IEnumerable<(string Name, string Token)> Of(FocusSystem system, string accessToken)
    {
        var key = Convert.FromBase64String(Secrets.ServiceKeyOf(system));
        var good = system.ServiceToken("tests").Split('.');
        var header = Decoded(good[0]);
        static long At(double minutes) => DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds();

        string Saying(Action<JsonObject> change)
        {
            var payload = JsonNode.Parse(Decoded(good[1]))!.AsObject();
            change(payload);
            return TokenForge.Keyed(header, payload.ToJsonString(), key);
        }

        return
        [
            ("empty", ""),
            ("nonsense", "nonsense"),
            ("by another key", new ServiceTokens(Convert.ToBase64String(new byte[48]), "identity").Current),
            ("by half of the key", TokenForge.Keyed(header, Decoded(good[1]), key[..32])),
            ("alg none", TokenForge.Text("""{"alg":"none","typ":"JWT"}""", Decoded(good[1])) + "."),
            ("alg HS512 in words alone", $"{TokenForge.Text("""{"alg":"HS512","typ":"JWT"}""", Decoded(good[1]))}.{good[2]}"),
            ("somebody else's name", $"{good[0]}.{TokenForge.Encode(Decoded(good[1]).Replace("\"tests\"", "\"identity\"",
                StringComparison.Ordinal))}.{good[2]}"),
            ("a signature cut short", string.Join('.', good)[..^4]),
            ("no signature", $"{good[0]}.{good[1]}."),
            ("expired", Saying(payload => (payload["nbf"], payload["exp"]) = (At(-10), At(-5)))),
            ("from the future", Saying(payload => (payload["nbf"], payload["exp"]) = (At(5), At(10)))),
            ("without an end", Saying(payload => payload.Remove("exp"))),
            ("for the audience of people", Saying(payload => payload["aud"] = "focus-suite")),
            ("for another audience", Saying(payload => payload["aud"] = "another")),
            ("of another issuer", Saying(payload => payload["iss"] = "another")),
            ("of nobody", Saying(payload => payload.Remove("sub"))),
            ("a person's access token", accessToken),
        ];
    }

    private static string Decoded(string part) => System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(part));
}
