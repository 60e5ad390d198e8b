namespace FocusSuite.Documents.Internal;

/// <summary>The rule for ids: short, printable, the same bytes in both databases.</summary>
internal static class DocumentId
{
    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= DocumentLimits.MaxIdLength } && !id.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
            && !id.Any(char.IsControl);

    public static string Check(string? id) => IsValid(id)
        ? id!
        : throw new ArgumentException(
            $"A document's id has 1 to {DocumentLimits.MaxIdLength} characters, none of them a control character.", nameof(id));
}
