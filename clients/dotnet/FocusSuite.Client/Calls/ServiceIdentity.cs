using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FocusSuite.Client.Calls;

/// <summary>
/// The caller's identity as a service of the installation: a short-lived HS256 JWT by its service key, in the metadata
/// <see cref="Header"/>. The services have the same in ServiceDefaults, with the other half that checks it; a test holds the two together.
/// </summary>
internal sealed class ServiceIdentity(string serviceKey, string name, TimeProvider time)
{
    /// <summary>The metadata that carries it.</summary>
    public const string Header = "focus-service-token";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastLeft = TimeSpan.FromMinutes(1);
    private static readonly string Head = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] _key = Convert.FromBase64String(serviceKey);
    private Issued? _current;

    /// <summary>A token that is good for at least another minute.</summary>
    public string Token
    {
        get
        {
            var now = time.GetUtcNow();
            var current = _current;
            if (current is null || current.Until - now < LeastLeft)
            {
                _current = current = Issue(now);
            }

            return current.Token;
        }
    }

    private Issued Issue(DateTimeOffset now)
    {
        var until = now + Lifetime;
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = "focus-suite-services",
            ["aud"] = "focus-suite-internal",
            ["sub"] = name,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = until.ToUnixTimeSeconds(),
        });
        var signed = $"{Head}.{Base64Url.EncodeToString(claims)}";
        return new Issued($"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(signed)))}", until);
    }

    private sealed record Issued(string Token, DateTimeOffset Until);
}
