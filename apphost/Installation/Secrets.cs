using System.Security.Cryptography;
using System.Text;

namespace FocusSuite.AppHost.Installation;

/// <summary>The secrets of one installation, made at its first start and kept in its folder.</summary>
internal sealed class Secrets(string folder)
{
    private const int KeyBytes = 48;

    /// <summary>The key by which the services know each other, base64.</summary>
    public string ServiceKey { get; } = SecretFile.GetOrMake(Path.Combine(folder, "service-key"), NewServiceKey);

    /// <summary>A key for an installation that has none yet, base64.</summary>
    public static string NewServiceKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The password of a database role.</summary>
    public string PasswordOf(string role) => KeyFor("role:" + role);

    /// <summary>A key for one purpose: derived, so that there is one secret to keep.</summary>
    public string KeyFor(string purpose) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ServiceKey), Encoding.UTF8.GetBytes(purpose)));
}
