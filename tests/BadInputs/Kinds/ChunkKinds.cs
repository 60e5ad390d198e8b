using System.Globalization;
using System.Text;
using FocusSuite.BadInputs.Wire;

namespace FocusSuite.BadInputs.Kinds;

/// <summary>G9: bodies in chunks whose sizes lie, overflow or have company, and what may stand behind the last one.</summary>
public static class ChunkKinds
{
    private const int TooLong = 20_000;

    // Each is followed by the whole body, as if it were right.
    private static readonly (string Name, string Size)[] Sizes =
    [
        ("80000000", "80000000"),
        ("7FFFFFFF", "7FFFFFFF"),
        ("FFFFFFFF", "FFFFFFFF"),
        ("100000000", "100000000"),
        ("7FFFFFFFFFFFFFFF", "7FFFFFFFFFFFFFFF"),
        ("FFFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF"),
        ("10000000000000000", "10000000000000000"),
        ("minus one", "-1"),
        ("plus one", "+1"),
        ("hexadecimal in another's way", "0x10"),
        ("a point", "1.0"),
        ("nothing", ""),
        ("a space in front", " 10"),
        ("a word", "ten"),
        ("an extension alone", ";a=b"),
        ("a comma", "1,0"),
        ("NUL", "1\0"),
        ("twenty thousand digits", new string('1', TooLong)),
    ];

    public static IEnumerable<BadInput> Of(GoodRequest good)
    {
        if (!good.Route.HasBody)
        {
            return [];
        }

        var body = good.Body.ToJsonString();
        var size = Encoding.UTF8.GetByteCount(body).ToString("x", CultureInfo.InvariantCulture);
        return
        [
            .. Sizes.Select(one => Input(good, $"size {one.Name}", $"{one.Size}\r\n{body}\r\n0\r\n\r\n", Verdict.NoHttp)),
            .. Sizes.Select(
                one => Input(good, $"second size {one.Name}", $"{size}\r\n{body}\r\n{one.Size}\r\nx\r\n0\r\n\r\n", Verdict.NoHttp)),
            Input(good, "one byte less than it says", $"{Hex(body, 1)}\r\n{body}\r\n0\r\n\r\n", Verdict.NoHttp),
            Input(good, "one byte more than it says", $"{Hex(body, -1)}\r\n{body}\r\n0\r\n\r\n", Verdict.NoHttp),
            Input(good, "a line feed alone behind the size", $"{size}\n{body}\r\n0\r\n\r\n", Verdict.NoHttp),
            Input(good, "a return alone behind the size", $"{size}\r{body}\r\n0\r\n\r\n", Verdict.NoHttp),
            Input(good, "nothing behind the data", $"{size}\r\n{body}0\r\n\r\n", Verdict.NoHttp),
            Input(good, "an extension", $"{size};a=b\r\n{body}\r\n0\r\n\r\n", Verdict.Any),
            Input(good, "a quoted extension", $"{size};a=\"b c\"\r\n{body}\r\n0\r\n\r\n", Verdict.Any),
            Input(good, "zeros in front of the size", $"0000{size}\r\n{body}\r\n0\r\n\r\n", Verdict.Any),
            Input(good, "an overlong extension", $"{size};a={new string('b', TooLong)}\r\n{body}\r\n0\r\n\r\n", Verdict.OddHttp),
            Input(
                good,
                "a byte each",
                string.Concat(Encoding.UTF8.GetBytes(body).Select(one => $"1\r\n{(char)one}\r\n")) + "0\r\n\r\n",
                Verdict.Any),
            Input(good, "a trailer", $"{size}\r\n{body}\r\n0\r\nX-Trailer: a\r\n\r\n", Verdict.Any),
            Input(good, "a trailer that is no header", $"{size}\r\n{body}\r\n0\r\nnonsense\r\n\r\n", Verdict.NoHttp),
            Input(good, "a trailer of a length", $"{size}\r\n{body}\r\n0\r\nContent-Length: 5\r\n\r\n", Verdict.OddHttp),
            Input(good, "a trailer of a token", $"{size}\r\n{body}\r\n0\r\nAuthorization: Bearer nonsense\r\n\r\n", Verdict.OddHttp),
            Input(good, "trailers of 64 KB", $"{size}\r\n{body}\r\n0\r\nX-Trailer: {new string('t', 64 * 1024)}\r\n\r\n", Verdict.NoHttp),
            Input(
                good,
                "a thousand trailers",
                $"{size}\r\n{body}\r\n0\r\n{string.Concat(Enumerable.Range(0, 1_000).Select(at => $"X-{at}: a\r\n"))}\r\n",
                Verdict.NoHttp),
            Input(good, "nothing but the last", "0\r\n\r\n", Verdict.Any),
            Input(good, "a length beside it", $"{size}\r\n{body}\r\n0\r\n\r\n", Verdict.OddHttp, "Content-Length: 3\r\n"),
            Input(good, "chunked twice", $"{size}\r\n{body}\r\n0\r\n\r\n", Verdict.OddHttp, "Transfer-Encoding: chunked\r\n"),
            Input(good, "gzip and chunked", $"{size}\r\n{body}\r\n0\r\n\r\n", Verdict.OddHttp, "Transfer-Encoding: gzip\r\n"),
        ];
    }

    private static string Hex(string body, int more) =>
        (Encoding.UTF8.GetByteCount(body) + more).ToString("x", CultureInfo.InvariantCulture);

    private static BadInput Input(GoodRequest good, string name, string chunks, Verdict verdict, string headers = "") => new(
        $"chunk: {name}",
        new RawRequest(good.Route.Verb, good.Path + "/")
        {
            // The texts are bytes, the body's among them.
            Bytes = Encoding.Latin1.GetBytes(
                $"{good.Route.Verb} {good.Path}/ HTTP/1.1\r\nHost: focus\r\nAuthorization: Bearer {good.Token}\r\nContent-Type: "
                + $"application/json\r\n"
                + $"{headers}Transfer-Encoding: chunked\r\n\r\n{chunks}"),
        },
        verdict);
}
