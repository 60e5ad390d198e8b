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

    // RFC 5322's atoms, with the letters of RFC 6531.
    private const string Atom = @"[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+";

    private const string LabelStart = @"[\p{L}\p{N}]";
    private const string LabelRest = @"[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]";

    // Atoms with dots between them, and a domain of at least two labels. Only within a label, which is short, is there more than one way to match: the time
    // is linear whatever is given. The limit is there should that ever be wrong.
    [GeneratedRegex(
        @$"\A{Atom}(\.{Atom})*@({LabelStart}({LabelRest})?\.)+{LabelStart}{LabelRest}\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
