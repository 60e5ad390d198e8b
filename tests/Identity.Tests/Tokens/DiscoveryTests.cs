using System.Net;
using System.Text.Json;
using FocusSuite.Identity.Tests.Support;
using FocusSuite.TestSupport.Tokens;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;

namespace FocusSuite.Identity.Tests.Tokens;

/// <summary>What any OpenID Connect client sees, over the wire.</summary>
public sealed class DiscoveryTests(SharedIdentity shared)
{
    private readonly IdentityInstallation _identity = shared.Service;

    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/openid-configuration/")]
    public async Task Configuration_WithAndWithoutASlash_NamesIssuerAndKeys(string path)
    {
        using var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromHours(1));
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        document.RootElement.GetProperty("issuer").GetString().ShouldBe(_identity.Host.Url);
        document.RootElement.GetProperty("jwks_uri").GetString().ShouldBe($"{_identity.Host.Url}/.well-known/jwks.json");
        document.RootElement.GetProperty("id_token_signing_alg_values_supported").EnumerateArray().Single().GetString().ShouldBe("ES256");
        document.RootElement.GetProperty("subject_types_supported").GetArrayLength().ShouldBe(1);
        document.RootElement.GetProperty("response_types_supported").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/.well-known/jwks.json/")]
    public async Task Keys_WithAndWithoutASlash_ArePublicOnly(string path)
    {
        using var answer = await GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(5));
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var key = document.RootElement.GetProperty("keys").EnumerateArray().Single();
        key.EnumerateObject().Select(member => member.Name).Order().ShouldBe(["alg", "crv", "kid", "kty", "use", "x", "y"]);
        key.GetProperty("alg").GetString().ShouldBe("ES256");
        key.GetProperty("crv").GetString().ShouldBe("P-256");
    }

    [Fact]
    public async Task AccessToken_OfALogin_SaysWhatTheContractSays()
    {
        var signedUp = await _identity.SignupAsync();
        var token = new JsonWebToken(signedUp.Tokens.Access);

        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("ES256");
        token.Kid.ShouldNotBeEmpty();
        token.Issuer.ShouldBe(_identity.Host.Url);
        token.Audiences.ShouldBe(["focus-suite"]);
        token.Subject.ShouldBe($"{signedUp.User.Id}");
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromHours(1));
        token.IssuedAt.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        using var payload = JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Decode(token.EncodedPayload));
        payload.RootElement.GetProperty("user_id").ValueKind.ShouldBe(JsonValueKind.Number);
        payload.RootElement.GetProperty("user_id").GetInt64().ShouldBe(signedUp.User.Id);
        payload.RootElement.GetProperty("sub").ValueKind.ShouldBe(JsonValueKind.String);
        payload.RootElement.GetProperty("email").GetString().ShouldBe(signedUp.User.Email);
        payload.RootElement.GetProperty("zoneinfo").GetString().ShouldBe("Europe/London");
        payload.RootElement.GetProperty("jti").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task AccessToken_WithOneCharacterChanged_IsRefused()
    {
        var token = (await _identity.SignupAsync()).Tokens.Access;
        var at = token.LastIndexOf('.') + 10;
        var forged = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
        (await Refusal.OfAsync(
            () => _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(forged)).ResponseAsync))
            .Status.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task AccessToken_OfAnotherProvider_IsRefused()
    {
        await using var stranger = await TestAuthority.StartAsync();
        var token = stranger.CreateToken(new TestToken { UserId = 1, Issuer = _identity.Host.Url });
        (await Refusal.OfAsync(
            () => _identity.Subscriptions.GetMySubscriptionAsync(new(), IdentityInstallation.Bearer(token)).ResponseAsync))
            .Status.ShouldBe(StatusCode.Unauthenticated);
    }

    private async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var client = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        return await client.GetAsync(new Uri(_identity.Host.Url + path));
    }
}
