using System.Security.Cryptography;
using System.Text;

namespace FocusSuite.Identity.SigningIn;

/// <summary>Whose failures an attempt counts among: the account's, whether it exists or not, and the client address'.</summary>
internal sealed record LoginAttempt(byte[] Account, byte[] Address)
{
    public static LoginAttempt Of(string normalizedEmail, string clientAddress) => new(Key("account", normalizedEmail), Key("address", clientAddress));

    private static byte[] Key(string kind, string value) => SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {value}"));
}
