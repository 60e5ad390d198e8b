using System.Text.RegularExpressions;

namespace FocusSuite.Identity.Domain;

/// <summary>
/// The shape of an email address. Whether mail arrives there is not for a pattern to say, so it refuses only what cannot be one.
/// </summary>
internal static partial class EmailAddress
{
    /// <summary>RFC 5321's limit for a path, less its brackets.</summary>
    public const int MaxLength = 254;

    private const int MaxLocalPart = 64;

    public static bool IsValid(string address) =>
        address.Length is > 0 and <= MaxLength
        && address.IndexOf('@', StringComparison.Ordinal) <= MaxLocalPart
        && Shape().IsMatch(address);

    /// <summary>The form of an address in which case does not count. What cannot be one stays as it is.</summary>
    public static string Normalize(string address) => IsValid(address) ? address.Normalize().ToUpperInvariant() : address;

    // RFC 5322's atoms, with the letters of RFC 6531.
    private const string Atom = @"[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+";

    private const string LabelStart = @"[\p{L}\p{N}]";
    private const string LabelRest = @"[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}]";

    // Atoms with dots between them, and a domain of at least two labels. Only within a label, which is short, is there more than one way to
    // match: the time is linear whatever is given. The limit is there should that ever be wrong.
    [GeneratedRegex(
        @$"\A{Atom}(\.{Atom})*@({LabelStart}({LabelRest})?\.)+{LabelStart}{LabelRest}\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
