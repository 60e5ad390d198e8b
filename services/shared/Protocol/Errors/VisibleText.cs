using System.Text;

namespace FocusSuite.Protocol.Errors;

/// <summary>The one rule by which a text that somebody sent is trimmed, in whichever field: what nobody can see is no text.</summary>
public static class VisibleText
{
    private const int BrailleBlank = 0x2800;

    // Unicode's default-ignorable code points (DerivedCoreProperties.txt), and the marks of interlinear notes.
    private static readonly (int First, int Last)[] Ignorable =
    [
        (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
        (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB),
        (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ];

    /// <summary>
    /// Trims a text: empty where it has no visible character, else without what is blank or has no width at its ends. What belongs to the
    /// character beside it (a joiner, the color of an emoji) or says in which direction to read stays.
    /// </summary>
    /// <param name="text">The text as sent.</param>
    /// <returns>The text that counts.</returns>
    public static string Trim(string? text)
    {
        if (text is null || !text.EnumerateRunes().Any(IsVisible))
        {
            return string.Empty;
        }

        var (start, end) = (0, text.Length);
        while (IsBlank(text[start]))
        {
            start++;
        }

        while (IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    // The null character counts as visible, so that it is refused where it may not stand and not overlooked.
    private static bool IsVisible(Rune rune) =>
        rune.Value == 0 || !(Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune.Value == BrailleBlank || IsIgnorable(rune.Value));

    private static bool IsIgnorable(int value) => Array.Exists(Ignorable, range => range.First <= value && value <= range.Last);

    private static bool IsBlank(char character) =>
        char.IsWhiteSpace(character)
        || (char.IsControl(character) && character != '\0')
        || character is '\u00AD' or '\u180E' or '\u200B' or (>= '\u2060' and <= '\u2064') or '\u3164' or '\uFEFF' or '\uFFA0'
            or (char)BrailleBlank;
}
