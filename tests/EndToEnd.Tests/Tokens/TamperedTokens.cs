using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FocusSuite.EndToEnd.Tests.Tokens;

/// <summary>Access tokens that somebody has worked on, each by name.</summary>
internal static class TamperedTokens
{
    public static IEnumerable<(string Name, string Token)> Of(TokenForge forge) =>
        [.. Algorithms(forge), .. Keys(forge), .. Texts(forge), .. Contents(forge)];

    private static IEnumerable<(string Name, string Token)> Algorithms(TokenForge forge)
    {
        var payload = forge.Payload.ToJsonString();
        foreach (var none in new[] { "none", "None", "NONE", "nOnE", "" })
        {
            var text = TokenForge.Text(Header(forge, none), payload);
            yield return ($"alg {none}, no signature", text + ".");
            yield return ($"alg {none}, the old signature", $"{text}.{forge.Signature}");
        }

        // The public key is everybody's: as a secret it must not count, in whatever form somebody may think of.
        using var key = ECDsa.Create(forge.PublicParameters);
        var secrets = new (string Name, byte[] Secret)[]
        {
            ("PEM", Encoding.ASCII.GetBytes(forge.PublicPem)),
            ("PEM and a line break", Encoding.ASCII.GetBytes(forge.PublicPem + "\n")),
            ("DER", key.ExportSubjectPublicKeyInfo()),
            ("x", forge.PublicParameters.Q.X!),
            ("x and y", [.. forge.PublicParameters.Q.X!, .. forge.PublicParameters.Q.Y!]),
            ("x in base64", Encoding.ASCII.GetBytes(Base64Url.EncodeToString(forge.PublicParameters.Q.X!))),
            ("kid", Encoding.ASCII.GetBytes(forge.KeyId.PadRight(32, '0'))),
            ("nothing", new byte[32]),
        };
        foreach (var (name, secret) in secrets)
        {
            yield return ($"HS256 with the public key as secret: {name}", TokenForge.Keyed(Header(forge, "HS256"), payload, secret));
        }

        yield return ("RS256 in words alone", $"{TokenForge.Text(Header(forge, "RS256"), payload)}.{forge.Signature}");
        yield return ("ES384 in words alone", $"{TokenForge.Text(Header(forge, "ES384"), payload)}.{forge.Signature}");
        yield return (
            "a signature of zeros", $"{TokenForge.Text(Header(forge, "ES256"), payload)}.{Base64Url.EncodeToString(new byte[64])}");
        yield return ("a signature in DER",
            TokenForge.Text(Header(forge, "ES256"), payload)
                + ".MEQCIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAiAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private static IEnumerable<(string Name, string Token)> Keys(TokenForge forge)
    {
        var payload = forge.Payload.ToJsonString();
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = own.ExportParameters(includePrivateParameters: false).Q;
        var jwk =
            $$"""{"kty":"EC","crv":"P-256","kid":"mine","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"}""";
        string[] ids =
        [
            "", "unknown", "mine", "../../../../dev/null", "/dev/null", "file:///etc/passwd", "http://127.0.0.1:1/keys",
            "' UNION SELECT 'secret' --", "'; DROP TABLE signing_keys; --",
            "x\u0000y", "$(id)", "*", forge.KeyId.ToLowerInvariant(), forge.KeyId + " ", new string('k', 4_000),
        ];
        foreach (var id in ids)
        {
            yield return (
                $"kid {id[..Math.Min(id.Length, 30)]}, a key of one's own", TokenForge.Signed(Changed(forge, "kid", id), payload, own));
        }

        yield return ("the right kid, a key of one's own", TokenForge.Signed(forge.Header.ToJsonString(), payload, own));
        yield return ("no kid, a key of one's own", TokenForge.Signed(Changed(forge, "kid", null), payload, own));
        yield return ("a list as kid", TokenForge.Signed(Changed(forge, "kid", new JsonArray("a")), payload, own));
        yield return ("jwk in the header", TokenForge.Signed(Changed(forge, "jwk", JsonNode.Parse(jwk)), payload, own));
        yield return (
            "jwk and its kid in the header",
            TokenForge.Signed($$"""{"alg":"ES256","typ":"at+jwt","kid":"mine","jwk":{{jwk}}}""", payload, own));
        yield return ("jku in the header", TokenForge.Signed(Changed(forge, "jku", "https://evil.example/keys"), payload, own));
        yield return ("x5u in the header", TokenForge.Signed(Changed(forge, "x5u", "https://evil.example/certificate"), payload, own));
        yield return ("x5c in the header", TokenForge.Signed(Changed(forge, "x5c", new JsonArray("MIIB")), payload, own));
        yield return ("x5t in the header", TokenForge.Signed(Changed(forge, "x5t", "AAAA"), payload, own));
    }

    private static IEnumerable<(string Name, string Token)> Texts(TokenForge forge)
    {
        var parts = forge.Good.Split('.');
        var other = forge.Payload;
        other["user_id"] = (long)other["user_id"]! + 1;
        var wider = forge.Payload;
        wider["exp"] = (long)wider["exp"]! + 3600;
        yield return ("somebody else's number", $"{parts[0]}.{TokenForge.Encode(other.ToJsonString())}.{parts[2]}");
        yield return ("an hour more", $"{parts[0]}.{TokenForge.Encode(wider.ToJsonString())}.{parts[2]}");
        yield return ("the payload written anew", $"{parts[0]}.{TokenForge.Encode(forge.Payload.ToJsonString() + " ")}.{parts[2]}");
        yield return ("a signature cut short", forge.Good[..^4]);
        yield return ("half a signature", $"{parts[0]}.{parts[1]}.{parts[2][..43]}");
        yield return ("a signature with a tail", forge.Good + "AAAA");
        yield return ("a signature with padding", forge.Good + "==");
        yield return ("a signature with another first letter", $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}");
        yield return ("a signature in other letters", $"{parts[0]}.{parts[1]}.{parts[2].Replace('_', '/').Replace('-', '+')}!");
        yield return ("no signature", $"{parts[0]}.{parts[1]}.");
        yield return ("no payload", $"{parts[0]}..{parts[2]}");
        yield return ("no header", $".{parts[1]}.{parts[2]}");
        yield return ("the parts in another order", $"{parts[1]}.{parts[0]}.{parts[2]}");
        yield return ("five parts, as if encrypted", $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}");
        yield return ("a JWS in JSON", $$"""{"payload":"{{parts[1]}}","protected":"{{parts[0]}}","signature":"{{parts[2]}}"}""");
        yield return (
            "alg twice in the header", $"{TokenForge.Encode("""{"alg":"none","alg":"ES256","typ":"at+jwt"}""")}.{parts[1]}.{parts[2]}");
        yield return (
            "the number twice, unsigned",
            $"{parts[0]}.{TokenForge.Encode(forge.Payload.ToJsonString()[..^1] + ",\"user_id\":1}")}.{parts[2]}");
        yield return (
            "deep JSON",
            $"{parts[0]}.{TokenForge.Encode(string.Concat(Enumerable.Repeat("{\"a\":", 900)) + "1" + new string('}', 900))}.{parts[2]}");
    }

    /// <summary>Signed by the installation's own key: what they say is wrong.</summary>
    private static IEnumerable<(string Name, string Token)> Contents(TokenForge forge)
    {
        static long At(double minutes) => DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds();
        return
        [
            ("expired", forge.Saying(payload => payload["exp"] = At(-1))),
            ("without an end", forge.Saying(payload => payload.Remove("exp"))),
            ("an end that is no number", forge.Saying(payload => payload["exp"] = "tomorrow")),
            ("an end below zero", forge.Saying(payload => payload["exp"] = -1)),
            ("from the future", forge.Saying(payload => payload["nbf"] = At(30))),
            ("from the future, for a short time", forge.Saying(payload => (payload["nbf"], payload["exp"]) = (At(30), At(31)))),
            ("over before it begins", forge.Saying(payload => (payload["nbf"], payload["exp"]) = (At(60), At(30)))),
            ("for another audience", forge.Saying(payload => payload["aud"] = "another-suite")),
            ("for the audience of the services", forge.Saying(payload => payload["aud"] = "focus-suite-internal")),
            ("for no audience", forge.Saying(payload => payload.Remove("aud"))),
            ("of another issuer", forge.Saying(payload => payload["iss"] = "https://issuer.example")),
            ("of nearly the issuer", forge.Saying(payload => payload["iss"] = (string)payload["iss"]! + ".evil.example")),
            ("of no issuer", forge.Saying(payload => payload.Remove("iss"))),
            ("of nobody", forge.Saying(payload => payload.Remove("user_id"))),
            ("of a word", forge.Saying(payload => payload["user_id"] = "admin")),
            ("of number 0", forge.Saying(payload => payload["user_id"] = 0)),
            ("of a number below zero", forge.Saying(payload => payload["user_id"] = -1)),
            ("of a fraction", forge.Saying(payload => payload["user_id"] = 1.5)),
            (
                "of a number too large",
                forge.Saying(payload => payload["user_id"] = decimal.Parse("9223372036854775808", CultureInfo.InvariantCulture))),
            ("of two people", forge.Saying(payload => payload["user_id"] = new JsonArray(1, 2))),
            (
                "of two people, one after the other",
                forge.Signed(forge.Header.ToJsonString(), forge.Payload.ToJsonString()[..^1] + ",\"user_id\":0}")),
            ("as an id token", forge.Headed(header => header["typ"] = "JWT")),
            ("as a refresh token", forge.Headed(header => header["typ"] = "rt+jwt")),
            ("as nothing", forge.Headed(header => header.Remove("typ"))),
            ("with a critical extension", forge.Headed(header => (header["crit"], header["x"]) = (new JsonArray("x"), 1))),
        ];
    }

    private static string Header(TokenForge forge, string algorithm) => Changed(forge, "alg", algorithm);

    private static string Changed(TokenForge forge, string name, JsonNode? value)
    {
        var header = forge.Header;
        if (value is null)
        {
            header.Remove(name);
        }
        else
        {
            header[name] = value;
        }

        return header.ToJsonString();
    }
}
