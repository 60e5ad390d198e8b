using System.Text;

namespace GrpcTranscoding.OpenApi;

/// <summary>What one of a collection is called: the <c>shelf</c> of <c>shelves</c>. A guess by rules of English, always the same.</summary>
internal static class Singular
{
    // Longer endings first; an ending that stands for itself is no plural.
    private static readonly (string Plural, string One)[] Endings =
    [
        ("statuses", "status"), ("addresses", "address"), ("indices", "index"), ("people", "person"), ("children", "child"),
        ("shelves", "shelf"), ("leaves", "leaf"), ("halves", "half"), ("wolves", "wolf"), ("knives", "knife"), ("series", "series"),
        ("news", "news"), ("movies", "movie"), ("cookies", "cookie"), ("caches", "cache"), ("ies", "y"), ("sses", "ss"), ("shes", "sh"),
        ("ches", "ch"), ("xes", "x"), ("zes", "ze"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""),
    ];

    public static string Of(string literal)
    {
        var word = Identifier(literal);
        foreach (var (plural, one) in Endings)
        {
            if (word.Length > plural.Length - (one.Length == 0 ? 0 : 1) && word.EndsWith(plural, StringComparison.OrdinalIgnoreCase))
            {
                return word[..^plural.Length] + Match(word[^plural.Length..], one);
            }
        }

        return word;
    }

    // An ending keeps the case of its first letter: "Shelves" is many of "Shelf".
    private static string Match(string plural, string one) =>
        one.Length > 0 && char.IsAsciiLetterUpper(plural[0]) ? char.ToUpperInvariant(one[0]) + one[1..] : one;

    private static string Identifier(string literal)
    {
        var text = new StringBuilder();
        foreach (var c in literal)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        return text.ToString();
    }
}
