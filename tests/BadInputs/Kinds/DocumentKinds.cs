using System.IO.Compression;
using System.Text;

namespace FocusSuite.BadInputs.Kinds;

/// <summary>Bodies that are no JSON, not in UTF-8, too large, too deep, or of another type than they say.</summary>
public static class DocumentKinds
{
    private const int Limit = 64 * 1024;

    public static IEnumerable<BadInput> Of(GoodRequest good)
    {
        if (!good.Route.HasBody)
        {
            return [];
        }

        var text = good.Body.ToJsonString();
        return
        [
            .. Malformed(text).Select(body => new BadInput($"body: {body.Name}", good.WithBody(body.Text), Verdict.Refused)),
            .. Odd(good, text).Select(body => new BadInput($"body: {body.Name}", good.WithBody(body.Text))),
            .. Encoded(text).Select(body => new BadInput($"body: {body.Name}", good.WithBody(body.Bytes), Verdict.Refused)),
            .. Types.Select(type => new BadInput($"type: {type.Name}", good.WithType(type.Value), type.Verdict)),
            new("body: none", good.Request with { Body = null }),
            new("body: empty", good.WithBody(""), Verdict.Any),
            new("body: 64 KiB and one byte", good.WithBody(text + new string(' ', Limit + 1 - text.Length)), Verdict.Refused),
            new("body: 1 MB", good.WithMember("padding", $"\"{new string('p', 1_000_000)}\""), Verdict.Refused),
            new(
                "body: 70 KB in chunks",
                good.WithMember("padding", $"\"{new string('p', 70_000)}\"") with { IsChunked = true },
                Verdict.Refused),
            new("body: good in chunks", good.Request with { IsChunked = true }),
            new("body: a zip that says so", good.WithHeader("Content-Encoding", "gzip") with { Body = Zipped(text) }),
            new(
                "body: half a zip that says so",
                good.WithHeader("Content-Encoding", "gzip") with { Body = Zipped(text)[..^4] },
                Verdict.Refused),
            new(
                "body: a zip bomb",
                good.WithHeader("Content-Encoding", "gzip") with { Body = Zipped(new string(' ', 5_000_000)) },
                Verdict.Refused),
            new("body: a zip that does not say so", good.WithBody(Zipped(text)), Verdict.Refused),
            new("body: an unknown encoding", good.WithHeader("Content-Encoding", "nonsense"), Verdict.Refused),
        ];
    }

    private static IEnumerable<(string Name, string Text)> Malformed(string good) =>
    [
        ("blank", "  \r\n\t "),
        ("null", "null"),
        ("true", "true"),
        ("a number", "1"),
        ("a text", "\"text\""),
        ("an empty list", "[]"),
        ("the object in a list", $"[{good}]"),
        ("a word", "nonsense"),
        ("an open brace", "{"),
        ("a closing brace", "}"),
        ("half of it", good[..(good.Length / 2)]),
        ("without its end", good[..^1]),
        ("a comma at the end", good[..^1] + ",}"),
        ("two commas", good[..^1] + ",,\"a\": 1}"),
        ("a name alone", good[..^1] + ", \"a\"}"),
        ("a name without quotes", good[..^1] + ", a: 1}"),
        ("a number as a name", good[..^1] + ", 1: 1}"),
        ("single quotes", good.Replace('"', '\'')),
        ("two objects", good + good),
        ("a tail", good + " tail"),
        ("a line comment", good + " // comment"),
        ("a block comment", "/* comment */ " + good),
        ("YAML", "program_id: 1\n"),
        ("a form", "program_id=1&enrollment_id=1"),
        ("XML", "<?xml version=\"1.0\"?><a>1</a>"),
        ("script in front", ")]}',\n" + good),
        ("deep objects", string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000)),
        ("deep lists", good[..^1] + ", \"unknown\": " + new string('[', 10_000) + new string(']', 10_000) + "}"),
        ("lists without an end", new string('[', 30_000)),
        ("NUL after it", good + "\0"),
        ("an unclosed text", good[..^1] + ", \"a\": \"b}"),
        ("a raw line break in a text", good[..^1] + ", \"a\": \"b\nc\"}"),
        ("a full-width brace", "｛" + good[1..]),
    ];

    private static IEnumerable<(string Name, string Text)> Odd(GoodRequest good, string text) =>
    [
        ("an empty object", "{}"),
        ("unknown names", text[..^1] + ", \"unknown\": {\"a\": [1, null, \"x\"]}, \"user_id\": 1, \"is_pro\": true}"),
        ("names of the prototype", text[..^1] + ", \"__proto__\": {\"admin\": true}, \"constructor\": 1}"),
        ("an empty name", text[..^1] + ", \"\": 1}"),
        ("a name of ten thousand characters", text[..^1] + $", \"{new string('n', 10_000)}\": 1}}"),
        ("a name with NUL", text[..^1] + ", \"a\\u0000b\": 1}"),
        ("a name with a half surrogate", text[..^1] + ", \"\\ud800\": 1}"),
        ("a huge list", text[..^1] + ", \"unknown\": [" + string.Join(',', Enumerable.Repeat("1", 25_000)) + "]}"),
        ("five thousand names", text[..^1] + string.Concat(Enumerable.Range(0, 5_000).Select(at => $", \"n{at}\": 0")) + "}"),
        ("a huge number nobody asked for", text[..^1] + ", \"unknown\": 1e99999}"),
        ("every name twice", "{" + string.Join(", ", good.Members().Concat(good.Members())) + "}"),
        ("names in capitals", text.ToUpperInvariant()),
        ("a byte order mark", "\uFEFF" + text),
        ("all values null", "{" + string.Join(", ", good.Body.Select(member => $"\"{member.Key}\": null")) + "}"),
        ("an Any", text[..^1] + ", \"@type\": \"type.googleapis.com/google.protobuf.Empty\"}"),
    ];

    private static IEnumerable<(string Name, byte[] Bytes)> Encoded(string text) =>
    [
        ("UTF-16", Encoding.Unicode.GetBytes(text)),
        ("UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]),
        ("UTF-32", Encoding.UTF32.GetBytes(text)),
        ("bytes that are no UTF-8 in a text", [.. Encoding.UTF8.GetBytes(text[..^1] + ", \"question\": \""), 0xC3, 0x28, 0xFF, .. "\"}"u8]),
        ("bytes that are no UTF-8 in a name", [.. Encoding.UTF8.GetBytes(text[..^1] + ", \""), 0xFE, .. "\": 1}"u8]),
        ("an overlong encoding", [.. Encoding.UTF8.GetBytes(text[..^1] + ", \"answer\": \""), 0xC0, 0xAF, .. "\"}"u8]),
        ("a surrogate in UTF-8", [.. Encoding.UTF8.GetBytes(text[..^1] + ", \"answer\": \""), 0xED, 0xA0, 0x80, .. "\"}"u8]),
        ("protobuf", [0x08, 0x01, 0x12, 0x03, 0x61, 0x62, 0x63]),
        ("a gRPC frame", [0x00, 0x00, 0x00, 0x00, 0x02, 0x08, 0x01]),
        ("random bytes", [.. Enumerable.Range(0, 256).Select(at => (byte)(at * 167))]),
        ("NULs", new byte[1_000]),
    ];

    private static IEnumerable<(string Name, string? Value, Verdict Verdict)> Types =>
    [
        ("none", null, Verdict.Refused),
        ("empty", "", Verdict.Refused),
        ("plain text", "text/plain", Verdict.Refused),
        ("a form", "application/x-www-form-urlencoded", Verdict.Refused),
        ("multipart", "multipart/form-data; boundary=x", Verdict.Refused),
        ("XML", "application/xml", Verdict.Refused),
        ("protobuf", "application/x-protobuf", Verdict.Refused),
        ("bytes", "application/octet-stream", Verdict.Refused),
        ("nearly JSON", "application/jsonx", Verdict.Refused),
        ("text/json", "text/json", Verdict.Any),
        ("a star", "*/*", Verdict.Refused),
        ("one word", "json", Verdict.Refused),
        ("separators", ";;;,,,", Verdict.Refused),
        ("JSON in Latin-1", "application/json; charset=iso-8859-1", Verdict.Refused),
        ("JSON in UTF-16", "application/json; charset=utf-16", Verdict.Refused),
        ("JSON in UTF-7", "application/json; charset=utf-7", Verdict.Refused),
        ("JSON in nothing", "application/json; charset=", Verdict.Any),
        ("JSON in quoted UTF-8", "application/json; charset=\"UTF-8\"", Verdict.Any),
        ("JSON with a parameter", "application/json; v=1", Verdict.Any),
        ("overlong", "application/json; a=" + new string('a', 4_000), Verdict.Any),
    ];

    private static byte[] Zipped(string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.SmallestSize))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
