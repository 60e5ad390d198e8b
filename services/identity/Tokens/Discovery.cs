using System.Text.Json.Serialization;
using FocusSuite.Identity.Keys;

namespace FocusSuite.Identity.Tokens;

/// <summary>What any OpenID Connect client needs to believe the tokens. Plain GETs, with and without a slash at the end.</summary>
internal static class Discovery
{
    private const string KeysPath = "/.well-known/jwks.json";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapDiscovery(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/.well-known/openid-configuration", Methods, (IdentityIssuer issuer, HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=3600";
            return TypedResults.Json(new Configuration(issuer.Value, issuer.Value + KeysPath));
        });
        routes.MapMethods(KeysPath, Methods, async (SigningKeys keys, HttpResponse response, CancellationToken cancellationToken) =>
        {
            // Far shorter than a key is published before it signs.
            var all = await keys.AllAsync(cancellationToken);
            response.Headers.CacheControl = "public, max-age=300";
            return TypedResults.Json(new KeySet([.. all.Select(key => key.Public)]));
        });
    }

    private sealed record KeySet([property: JsonPropertyName("keys")] IReadOnlyList<PublicKey> Keys);

    private sealed record Configuration(
        [property: JsonPropertyName("issuer")] string Issuer,
        [property: JsonPropertyName("jwks_uri")] string KeysAddress)
    {
        [JsonPropertyName("response_types_supported")]
        public IReadOnlyList<string> ResponseTypes { get; } = ["token"];

        [JsonPropertyName("subject_types_supported")]
        public IReadOnlyList<string> SubjectTypes { get; } = ["public"];

        [JsonPropertyName("id_token_signing_alg_values_supported")]
        public IReadOnlyList<string> Algorithms { get; } = ["ES256"];

        [JsonPropertyName("claims_supported")]
        public IReadOnlyList<string> Claims { get; } = ["sub", "user_id", "email", "zoneinfo", "token_epoch"];
    }
}
