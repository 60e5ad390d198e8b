using System.Security.Cryptography;
using System.Text;
using FocusSuite.TestSystem;
using Npgsql;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Tokens;

/// <summary>
/// What only the installation itself has: its service key, and with it the key that signs access tokens. With it a test can show that a
/// token is refused for what it says, and not for its signature.
/// </summary>
internal static class Secrets
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static string ServiceKeyOf(FocusSystem system)
    {
        var environment = File.ReadAllText($"/proc/{system.Part(PartNames.Identity).ProcessId}/environ").Split('\0');
        return environment.First(variable => variable.StartsWith("Focus__Auth__ServiceKey=", StringComparison.Ordinal)).Split('=', 2)[1];
    }

    public static async Task<(ECDsa Key, string Id)> SigningKeyOfAsync(FocusSystem system)
    {
        await using var database = NpgsqlDataSource.Create(system.DatabaseOf(PartNames.Identity));
        await using var command = database.CreateCommand(
            "SELECT id, private_key FROM signing_keys WHERE signs_from <= now() ORDER BY signs_from DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync();
        (await reader.ReadAsync()).ShouldBeTrue();
        var (id, stored) = (reader.GetString(0), reader.GetFieldValue<byte[]>(1));

        // The form that decision 5 gives: nonce, tag, text; the key's id is bound to it.
        var protection = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(ServiceKeyOf(system)), 32,
            info: "focus identity signing keys"u8.ToArray());
        using var aes = new AesGcm(protection, TagLength);
        var text = new byte[stored.Length - NonceLength - TagLength];
        aes.Decrypt(stored.AsSpan(0, NonceLength), stored.AsSpan(NonceLength + TagLength), stored.AsSpan(NonceLength, TagLength), text,
            Encoding.UTF8.GetBytes(id));
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(text, out _);
        return (key, id);
    }
}
