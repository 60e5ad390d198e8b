namespace FocusSuite.Identity.SigningIn;

/// <summary>
/// Whose failures an attempt counts among, and whose stop it. From anywhere it counts for the account, whether it exists or not, and for the client's
/// address. From where the account was signed in to before, it counts for the two together as well, and these stop it in place of the account's: ten
/// failures of strangers elsewhere lock out strangers, not the owner at home.
/// </summary>
internal sealed record LoginAttempt(
    byte[] Account, IReadOnlyList<byte[]> StoppedBy, IReadOnlyList<byte[]> CountedFor, IReadOnlyList<byte[]> ForgivenBySuccess)
{
    public static LoginAttempt Of(KeyedHashes hashes, string normalizedEmail, string clientAddress, bool isKnownAddress = false)
    {
        var (account, address) = (AccountKey(hashes, normalizedEmail), hashes.Of("address", clientAddress));
        if (!isKnownAddress)
        {
            return new LoginAttempt(account, [account, address], [account, address], [account]);
        }

        var both = hashes.Of("account and address", $"{normalizedEmail} {clientAddress}");
        return new LoginAttempt(account, [both, address], [both, account, address], [both, account]);
    }

    /// <summary>Under what the failures of an account are counted, from wherever they come.</summary>
    public static byte[] AccountKey(KeyedHashes hashes, string normalizedEmail) => hashes.Of("account", normalizedEmail);
}
