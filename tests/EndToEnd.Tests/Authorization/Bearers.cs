using System.Security.Cryptography;
using System.Text;
using FocusSuite.EndToEnd.Tests.Tokens;
using FocusSuite.Protocol.Access;
using FocusSuite.TestSystem;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>The headers by which a caller shows a credential.</summary>
internal sealed class Bearers(FocusSystem system, TokenForge forge, Persona free, Persona pro, Persona other, string refresh)
{
    public static async Task<Bearers> OfAsync(FocusSystem system)
    {
        var (free, pro, other) = (await Persona.MakeAsync(system, pro: false), await Persona.MakeAsync(system, pro: true),
            await Persona.MakeAsync(system, pro: false));
        return new Bearers(system, await TokenForge.OfAsync(system, free.Token), free, pro, other, await free.RefreshTokenAsync(system));
    }

    /// <summary>Whose things the request of a cell names.</summary>
    public Persona OwnerOf(Cell cell) => cell.Credential switch
    {
        Credential.Pro => pro,
        Credential.OtherUser when cell.Thing == Thing.Own => other,
        _ => free,
    };

    public IReadOnlyList<(string Name, string Value)> Of(Credential credential) => credential switch
    {
        Credential.None => [],
        Credential.ServiceAlone => [(ServiceTokens.Header, system.ServiceToken("tests"))],
        Credential.ServiceForUser => [(ServiceTokens.Header, system.ServiceToken("tests")), Bearer(free.Token)],
        Credential.ForgedService =>
            [(ServiceTokens.Header, new ServiceTokens(Convert.ToBase64String(new byte[32]), "identity").Current), Bearer(free.Token)],
        _ => [Bearer(TokenOf(credential))],
    };

    private static (string Name, string Value) Bearer(string token) => ("authorization", $"Bearer {token}");

    private string TokenOf(Credential credential) => credential switch
    {
        Credential.Malformed => "not.a.token",
        Credential.Expired => forge.Saying(payload => payload["exp"] = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds()),
        Credential.WrongAlgorithm => TokenForge.Keyed(
            $$"""{"alg":"HS256","typ":"at+jwt","kid":"{{forge.KeyId}}"}""",
            forge.Payload.ToJsonString(),
            Encoding.ASCII.GetBytes(forge.PublicPem)),
        Credential.WrongAudience => forge.Saying(payload => payload["aud"] = "another-suite"),
        Credential.WrongIssuer => forge.Saying(payload => payload["iss"] = "https://issuer.example"),
        Credential.WrongType => forge.Headed(header => header["typ"] = "JWT"),
        Credential.UnknownKey =>
            TokenForge.Signed(forge.Header.ToJsonString(), forge.Payload.ToJsonString(), ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        Credential.RefreshToken => refresh,
        Credential.Free => free.Token,
        Credential.Pro => pro.Token,
        _ => other.Token,
    };
}
