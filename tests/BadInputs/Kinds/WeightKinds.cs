using FocusSuite.BadInputs.Wire;

namespace FocusSuite.BadInputs.Kinds;

/// <summary>Headers that hold numbers, weights, lists and texts of their own grammar, broken in that grammar.</summary>
public static class WeightKinds
{
    private static readonly string[] Weights =
    [
        "0",
        "0.000",
        "1.0001",
        "2",
        "-1",
        "",
        ".",
        "1.",
        ".5",
        "1e3",
        "NaN",
        "0x1",
        "\"1\"",
        "0,5",
        "٠",
        "99999999999999999999",
    ];

    private static readonly string[] Accepts =
    [
        "", ",", ";", "/", "*", "*/json", "text/", "/plain", "text/*;q=0,*/*;q=0", "text/event-stream;q=0",
        "text/event-stream;q=0.1, application/x-ndjson;q=0.1",
        "application/x-ndjson;q=0, text/event-stream;q=0", "text/event-stream, text/event-stream;q=0", "TEXT/EVENT-STREAM",
        "text/event-stream;charset=utf-16",
        "application/json;q=0, application/problem+json;q=0", "application/json;a=\"unclosed", "application/json;q=1;q=0",
        "application/grpc-web-text",
    ];

    private static readonly string[] Timeouts =
        [
            "",
            " ",
            "0",
            "0S",
            "-1S",
            "1",
            "S",
            "1X",
            "1s",
            "1 S",
            "1.5S",
            "123456789S",
            "99999999H",
            "0000000001S",
            "1S1S",
            "1S, 2S",
            "٣S",
            "+1S",
            "0x1S",
            "1u",
            "100n",
            "NaNS",
        ];

    private static readonly string[] Encodings =
    [
        "", ",", ";", "*", "br", "deflate", "zstd", "compress", "x-gzip", "GZIP", "gzip, gzip", "gzip, identity", "identity, gzip",
        "gzip;q=1", "aws-chunked", "utf-8",
        "identity;q=0", "\"gzip\"",
    ];

    public static IEnumerable<BadInput> Of(GoodRequest good) =>
    [
        .. Weights.Select(
            weight =>
                new BadInput(
                    $"weight of Accept: {weight}",
                    good.WithHeader("Accept", GoodRequest.Raw($"text/event-stream;q={weight}, application/json;q={weight}")))),
        .. Weights.Select(
            weight =>
                new BadInput(
                    $"weight of Accept-Encoding: {weight}",
                    good.WithHeader("Accept-Encoding", GoodRequest.Raw($"gzip;q={weight}, identity;q={weight}")))),
        .. Accepts.Select(value => new BadInput($"Accept: {value}", good.WithHeader("Accept", value))),
        new(
            "Accept: a thousand types",
            good.WithHeader("Accept", string.Join(", ", Enumerable.Range(0, 1_000).Select(at => $"a/b{at};q=0.{at % 10}")))),
        new("Accept: twice", good.WithHeader("Accept", "text/event-stream").With("Accept", "application/json")),
        .. Timeouts.Select(value => new BadInput($"Grpc-Timeout: {value}", good.WithHeader("Grpc-Timeout", GoodRequest.Raw(value)))),
        new("Grpc-Timeout: twice", good.WithHeader("Grpc-Timeout", "9S").With("Grpc-Timeout", "8S")),
        // Of what has a body it says how that is to be read; where there is none, it says nothing.
        .. Encodings.Select(value => new BadInput($"Content-Encoding: {value}", good.WithHeader("Content-Encoding", value))),
        new("Content-Encoding: twice", good.WithHeader("Content-Encoding", "gzip").With("Content-Encoding", "br")),
        .. Keys.Select(
            keys =>
                new BadInput(
                    $"Idempotency-Key: {keys.Name}",
                    keys.Values.Aggregate(good.Request, (request, key) => request.With("Idempotency-Key", key)),
                    KeyVerdict(good.Route))),
        .. NoText.SelectMany(
            bytes => Texts.Select(name => new BadInput($"{name}: {bytes.Name}", good.WithHeader(name, bytes.Value), Verdict.NoHttp))),
        .. Texts.Select(name => new BadInput($"{name}: a delete character", good.WithHeader(name, "a\u007fb"))),
        new("Authorization: twice", good.WithHeader("Authorization", $"Bearer {good.Token}")),
    ];

    // S11: which of two keys is meant?
    private static readonly (string Name, string[] Values)[] Keys =
    [
        ("the same twice", ["a", "a"]),
        ("two", ["a", "b"]),
        ("three", ["a", "b", "c"]),
        ("two, one of them empty", ["a", ""]),
    ];

    // Headers that the suite reads, hands on or writes into logs.
    private static readonly string[] Texts =
    [
        "Idempotency-Key",
        "X-Request-Id",
        "Accept-Language",
        "Grpc-Timeout",
        "Last-Event-ID",
        "traceparent",
        "X-Custom",
        "trace-bin",
    ];

    private static readonly (string Name, string Value)[] NoText =
    [
        ("a byte of no meaning", "a\u00ffb"),
        ("a first byte alone", "a\u00c3"),
        ("a surrogate", "\u00ed\u00a0\u0080"),
        ("an overlong slash", "\u00c0\u00af"),
    ];

    private static Verdict KeyVerdict(PublicRoute route) =>
        route.Verb == "POST" && route.Method.InputType.FindFieldByName("request_id") is not null ? Verdict.Refused : Verdict.Any;
}
