using FocusSuite.BadInputs.Wire;

namespace FocusSuite.BadInputs.Kinds;

/// <summary>What breaks HTTP itself: refused by the server, of which no word may be seen either.</summary>
public static class ProtocolKinds
{
    public static IEnumerable<BadInput> Of(GoodRequest good)
    {
        var (verb, path) = (good.Route.Verb, good.Path);
        return new (string Name, RawRequest Request)[]
        {
            ("no HTTP", Bytes("nonsense\r\n\r\n")),
            ("HTTP of no version", Bytes($"{verb} {path} HTTP/x\r\nHost: a\r\n\r\n")),
            ("no host", Bytes($"{verb} {path} HTTP/1.1\r\n\r\n")),
            ("two hosts", Bytes($"{verb} {path} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")),
            ("a space in the path", good.WithTarget(path + " x")),
            ("a header without a colon", Bytes($"{verb} {path} HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n")),
            ("a header with a space before the colon", Bytes($"{verb} {path} HTTP/1.1\r\nHost: a\r\nX-A : b\r\n\r\n")),
            ("a folded header", Bytes($"{verb} {path} HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n")),
            ("NUL in a header", good.WithHeader("X-A", "a\0b")),
            ("a negative length", Bytes($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")),
            ("a length that is no number", Bytes($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1e3\r\n\r\n")),
            ("two lengths", Bytes($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")),
            (
                "a bad chunk",
                Bytes(
                    $"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n")),
            (
                "an unknown transfer encoding",
                Bytes($"POST {path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: nonsense\r\nContent-Length: 2\r\n\r\n{{}}")),
            ("a path of 20,000", good.WithTarget($"{path}/{new string('a', 20_000)}")),
            ("headers of 64 KB", good.WithHeader("X-A", new string('a', 64 * 1024))),
            ("two hundred headers", Enumerable.Range(0, 200).Aggregate(good.Request, (request, at) => request.With($"X-{at}", "x"))),
        }.Select(one => new BadInput($"protocol: {one.Name}", one.Request, Verdict.NoHttp));
    }

    private static RawRequest Bytes(string text) => new("", "") { Bytes = GoodRequest.Bytes(text) };
}
