using System.Security.Cryptography;
using FocusSuite.AppHost.Running;

namespace FocusSuite.AppHost.Installation;

/// <summary>A random secret that is made once and kept in a file which only its owner can read.</summary>
internal static class SecretFile
{
    private const int Bytes = 32;

    /// <summary>Letters and digits only, so that it fits into connection strings and addresses as it is.</summary>
    public static string GetOrMake(string path) => GetOrMake(path, () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes)));

    public static string GetOrMake(string path, Func<string> make)
    {
        if (File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } secret)
            return secret;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        OwnedFolder.WriteSecret(path, make(), user: null);
        return File.ReadAllText(path);
    }
}
