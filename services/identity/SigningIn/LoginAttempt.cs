using System.Security.Cryptography;
using System.Text;

namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Whose failures an attempt counts among, and whose stop it. From anywhere it counts for the account, whether it exists or not, and for the client's
/// address. From where the account was signed in to before, it counts for the two together as well, and these stop it in place of the account's: ten
/// failures of strangers elsewhere lock out strangers, not the owner at home.
/// </summary>
internal sealed record LoginAttempt(
    byte[] Account, IReadOnlyList<byte[]> StoppedBy, IReadOnlyList<byte[]> CountedFor, IReadOnlyList<byte[]> ForgivenBySuccess)
{
    public static LoginAttempt Of(string normalizedEmail, string clientAddress, bool isKnownAddress = false)
    {
        var (account, address) = (Key("account", normalizedEmail), Key("address", clientAddress));
        if (!isKnownAddress)
        {
            return new LoginAttempt(account, [account, address], [account, address], [account]);
        }

        var both = Key("account and address", $"{normalizedEmail} {clientAddress}");
        return new LoginAttempt(account, [both, address], [both, account, address], [both, account]);
    }

    private static byte[] Key(string kind, string value) => SHA256.HashData(Encoding.UTF8.GetBytes($"{kind} {value}"));
}
