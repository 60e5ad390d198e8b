using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace FocusSuite.Documents.Internal;

/// <summary>
/// Where a page ended: the last document's id and its sort field's value. It grants nothing: the equality comes from the query.
/// </summary>
internal sealed record PageToken(object? Value, string Id)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static PageToken Parse(string token, IndexField? sort)
    {
        try
        {
            // An id has no line break, a value may have some.
            var parts = Strict.GetString(Base64Url.DecodeFromChars(token)).Split('\n', 2);
            return parts.Length == 2 && DocumentId.IsValid(parts[0])
                ? new(ParseValue(parts[1], sort), parts[0])
                : throw new InvalidPageTokenException();
        }
        catch (Exception e) when (e is FormatException or OverflowException or DecoderFallbackException)
        {
            throw new InvalidPageTokenException();
        }
    }

    public override string ToString()
    {
        var value = Value switch
        {
            DateTimeOffset instant => InstantConverter.Text(instant),
            null => "",
            _ => Convert.ToString(Value, CultureInfo.InvariantCulture),
        };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id}\n{value}"));
    }

    private static object? ParseValue(string text, IndexField? sort) => sort?.Kind switch
    {
        null => text.Length == 0 ? null : throw new FormatException(),
        FieldKind.Integer => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        FieldKind.Instant =>
            DocumentJson.Truncate(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        FieldKind.Flag => bool.Parse(text),
        _ => DocumentJson.Clean(text),
    };
}
