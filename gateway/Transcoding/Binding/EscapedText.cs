using System.Buffers;
using System.Text;

namespace GrpcTranscoding.Binding;

/// <summary>
/// Reads percent escapes, each once, and tells those that are no UTF-8 text: who guesses what was meant binds something else.
/// </summary>
internal static class EscapedText
{
    private const int EscapeLength = 3;

    /// <summary>Decodes a piece of a path or a query.</summary>
    /// <param name="text">The text as it was sent.</param>
    /// <param name="isQuery">Whether a plus is a space.</param>
    /// <param name="keepsSlashes">Whether <c>%2F</c> stays as it is, for a text in which a slash parts segments.</param>
    /// <param name="decoded">The text; what could not be decoded is in it as it was sent.</param>
    /// <returns>Whether all of it could be decoded.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, bool isQuery, bool keepsSlashes, out string decoded)
    {
        if (!text.Contains('%'))
        {
            decoded = isQuery ? text.ToString().Replace('+', ' ') : text.ToString();
            return true;
        }

        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var written = 0;
        var isValid = true;
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '%')
            {
                rented[written++] = isQuery && text[i] == '+' ? ' ' : text[i];
                i++;
            }
            else if (!TryRune(text[i..], out var rune, out var length))
            {
                isValid = false;
                rented[written++] = text[i++];
            }
            else if (keepsSlashes && rune.Value == '/')
            {
                text.Slice(i, EscapeLength).CopyTo(rented.AsSpan(written));
                written += EscapeLength;
                i += EscapeLength;
            }
            else
            {
                written += rune.EncodeToUtf16(rented.AsSpan(written));
                i += length;
            }
        }

        decoded = new string(rented, 0, written);
        ArrayPool<char>.Shared.Return(rented);
        return isValid;
    }

    /// <summary>The one character that the escapes at the beginning of a text stand for.</summary>
    private static bool TryRune(ReadOnlySpan<char> text, out Rune rune, out int length)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var count = 0;
        while (count < utf8.Length && text.Length >= EscapeLength && text[0] == '%' && char.IsAsciiHexDigit(text[1])
            && char.IsAsciiHexDigit(text[2]))
        {
            utf8[count++] = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
            text = text[EscapeLength..];
        }

        var status = Rune.DecodeFromUtf8(utf8[..count], out rune, out var used);
        length = used * EscapeLength;
        return status == OperationStatus.Done;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
