namespace FocusSuite.BadInputs.Kinds;

/// <summary>
/// G6, G17: paths whose escapes mean something else once or twice decoded, verbs behind nothing, dots in every dress, and bytes that are no
/// text.
/// </summary>
public static class EncodingKinds
{
    // What no decoder may take for text: cut off, overlong, beyond Unicode, continuation bytes alone, five bytes as in old UTF-8.
    private static readonly (string Name, string Escapes)[] NoText =
    [
        ("one byte of no meaning", "%FF"),
        ("a first byte alone", "%C3"),
        ("a first byte and a letter", "%C3%28"),
        ("two of three bytes", "%E2%82"),
        ("three of four bytes", "%F0%9F%98"),
        ("a continuation alone", "%80"),
        ("an overlong slash", "%C0%AF"),
        ("an overlong slash of three", "%E0%80%AF"),
        ("an overlong NUL", "%C0%80"),
        ("beyond Unicode", "%F5%80%80%80"),
        ("five bytes", "%F8%88%80%80%80"),
        ("a surrogate", "%ED%BF%BF"),
        ("good and bad", "a%C3%A4b%FFc"),
    ];

    public static IEnumerable<BadInput> Of(GoodRequest good) =>
    [
        .. Paths(good.Path).Select(path => new BadInput($"encoding: {path.Name}", good.WithTarget(path.Target)) { MayBeElsewhere = true }),
        .. NoText.Select(
            bytes =>
                new BadInput(
                    $"encoding: {bytes.Name} in the path", good.WithTarget($"{good.Path}/{bytes.Escapes}")) { MayBeElsewhere = true }),
        .. NoText.Select(bytes => new BadInput($"encoding: {bytes.Name} in a name of the query", good.WithQuery($"{bytes.Escapes}=1"))),
        .. NoText.Select(bytes => new BadInput($"encoding: {bytes.Name} in an unknown value", good.WithQuery($"unknown={bytes.Escapes}"))),
        .. good.Route.QueryFields.SelectMany(field => NoText.Select(bytes =>
            new BadInput($"encoding: {bytes.Name} as {field.Name}", good.WithQuery($"{field.Name}={bytes.Escapes}"), Verdict.Refused))),
        .. good.Route.PathFields.SelectMany(field => NoText.Concat(Fields).Select(value =>
            new BadInput(
                $"encoding: {value.Name} as {field.Name}",
                good.WithTarget(Filled(good, field.Name, value.Escapes))) { MayBeElsewhere = true })),
    ];

    private static readonly (string Name, string Escapes)[] Fields =
    [
        ("a slash escaped twice", "a%252Fb"),
        ("a slash escaped three times", "a%25252Fb"),
        ("a percent sign escaped", "%25"),
        ("an escape cut off by an escape", "%25%32%46"),
        ("a verb behind nothing", ":read"),
        ("a verb behind a value", "1:read"),
        ("an escaped verb", "1%3Aread"),
        ("colons alone", ":::"),
        ("an escaped question mark", "1%3Fa=b"),
        ("an escaped number sign", "1%23a"),
        ("an escaped dot", "%2E"),
        ("two escaped dots", "%2E%2e"),
        ("three dots", "..."),
        ("a plus sign", "1+1"),
        ("a semicolon", "1;a=b"),
        ("digits of full width", "%EF%BC%91"),
        ("a digit and a mark of direction", "1%E2%80%8E"),
    ];

    private static IEnumerable<(string Name, string Target)> Paths(string path)
    {
        var cut = path.LastIndexOf('/');
        var (front, back) = (path[..cut], path[(cut + 1)..]);
        return
        [
            ("a verb behind nothing", $"{path}/:read"),
            ("a verb behind nothing and a slash", $"{path}/:read/"),
            ("a verb of no letters", path + ":"),
            ("a verb of no letters behind nothing", $"{path}/:"),
            ("two verbs", path + ":read:delete"),
            ("an escaped colon", path + "%3Adelete"),
            ("a verb with an escape", path + ":re%61d"),
            ("a verb and a slash escaped", path + ":read%2F"),
            ("one dot at the end", path + "/."),
            ("two dots at the end", path + "/.."),
            ("three dots at the end", path + "/..."),
            ("a dot behind the last word", path + "."),
            ("dots escaped once in small letters", $"{front}/%2e%2e/{back}"),
            ("one dot plain, one escaped", $"{front}/.%2E/{back}"),
            ("dots with a parameter", $"{front}/..;/{back}"),
            ("dots and a backslash", $"{front}/..%5C{back}"),
            ("dots escaped three times", $"{front}/%25252e%25252e/{back}"),
            ("a letter escaped", $"{front}/%{(int)back[0]:X2}{back[1..]}"),
            ("a letter escaped twice", $"{front}/%25{(int)back[0]:X2}{back[1..]}"),
            ("a slash escaped three times", $"{front}%25252F{back}"),
            ("an escape of small and large letters", $"{front}%2f{back}"),
            ("an escape of one digit at the end", path + "%2"),
            ("an escaped percent sign at the end", path + "%25"),
            ("an escaped question mark", path + "%3Fa=b"),
            ("an escaped number sign", path + "%23a"),
            ("an escaped space", $"{front}/%20{back}"),
            ("a plus sign", $"{path}/+"),
            ("a delete character", path + "%7F"),
            ("an escape character", path + "%1B%5B31m"),
        ];
    }

    private static string Filled(GoodRequest good, string name, string text) =>
        good.Route.Path(field => field.Name == name ? text : Uri.EscapeDataString(good.Samples.Text(field)));
}
