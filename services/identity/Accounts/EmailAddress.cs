using System.Text.RegularExpressions;

namespace FocusSuite.Identity.Accounts;

/// <summary>The shape of an email address. Whether mail arrives there is not for a pattern to say, so it refuses only what cannot be one.</summary>
internal static partial class EmailAddress
{
    /// <summary>RFC 5321's limit for a path, less its brackets.</summary>
    public const int Longest = 254;

    private const int LongestLocalPart = 64;

    public static bool IsValid(string address) =>
        address.Length is > 0 and <= Longest && address.IndexOf('@', StringComparison.Ordinal) <= LongestLocalPart && Shape().IsMatch(address);

    // A local part of dot-separated atoms (RFC 5322, with the letters of RFC 6531) and a domain of at least two labels. The engine without backtracking
    // takes linear time whatever it is given.
    [GeneratedRegex(
        @"\A[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{N}]([\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
