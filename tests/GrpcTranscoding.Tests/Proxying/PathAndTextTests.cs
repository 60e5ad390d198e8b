using System.Net.WebSockets;
using System.Text;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;
using static GrpcTranscoding.Tests.Support.ScriptedGateway;

namespace GrpcTranscoding.Tests.Proxying;

/// <summary>Text that a client sends, from the first byte of the request line to the last of a WebSocket's frame.</summary>
[Collection("scripted")]
public sealed class PathAndTextTests(ScriptedGateway gateway)
{
    private readonly CancellationToken _timeout = new CancellationTokenSource(WaitTimeout).Token;

    /// <summary>G6: a path is split where it is not escaped, its verb taken, and only then each segment decoded, once.</summary>
    [Theory]
    [InlineData("GET", "/v1/items/a%252Fb", "a%2Fb")]
    [InlineData("GET", "/v1/items/a%2Fb", "a/b")]
    [InlineData("GET", "/v1/items/a%2fb/", "a/b")]
    [InlineData("GET", "/v1/items/a%25252Fb", "a%252Fb")]
    [InlineData("GET", "/v1/items/a%3Aread", "a:read")]
    [InlineData("GET", "/v1/items/%3Aread", ":read")]
    [InlineData("GET", "/v1/items/a+b", "a+b")]
    [InlineData("GET", "/v1/items/a%2Bb", "a+b")]
    [InlineData("GET", "/v1/items/a%25", "a%")]
    [InlineData("GET", "/v1/items/%3F%23%26=", "?#&=")]
    [InlineData("GET", "/v1/items/%E2%82%AC%F0%9F%A6%8A", "€🦊")]
    [InlineData("GET", "/v1/items/a?name=b", "a")]
    [InlineData("GET", "/v1/items/...", "...")]
    [InlineData("GET", "/v1/items/%252E%252E", "%2E%2E")]
    [InlineData("GET", "/v1/%69tems/a", "a")]
    [InlineData("GET", "/v1/x/../items/./a", "a")]
    [InlineData("GET", "/v1/x/%2e%2E/items/%2E/a%2Fb", "a/b")]
    [InlineData("GET", "http://example.org/v1/items/a%252Fb?x", "a%2Fb")]
    [InlineData("GET", "http://example.org/v1/items/a%2Fb", "a/b")]
    [InlineData("POST", "/v1/items/a:read", "a")]
    [InlineData("POST", "/v1/items/a%2Fb:read", "a/b")]
    [InlineData("POST", "/v1/items/a:b:read", "a:b")]
    [InlineData("POST", "/v1/items/a%3Aread:read", "a:read")]
    [InlineData("POST", "/v1/items/a:re%61d", "a")]
    [InlineData("GET", "/v1/shelves/a%2Fb", "shelves/a%2Fb")]
    [InlineData("GET", "/v1/shelves/a%20%3A%25", "shelves/a :%")]
    [InlineData("GET", "/v1/tree/a/b%2fc/%25%3A", "a/b%2fc/%:")]
    [InlineData("GET", "/v1/tree/a%2Fb", "a%2Fb")]
    [InlineData("POST", "/v1/tree/a/b:share", "a/b")]
    public async Task Path_OfEscapes_IsDecodedOnceAndLast(string method, string target, string name)
    {
        var (status, _, body) = await gateway.RawAsync(method, target);

        status.ShouldBe(200, body);
        body.ShouldBe($$"""{"name":"{{name}}"}""");
    }

    /// <summary>G6: a literal is compared with what it says, so that an escaped slash belongs to it.</summary>
    [Theory]
    [InlineData("/v1/a%2Fb/with%20space", 200)]
    [InlineData("/v1/a%2fb/with%20sp%61ce", 200)]
    [InlineData("/v1/a/b/with%20space", 404)]
    [InlineData("/v1/a%252Fb/with%20space", 404)]
    [InlineData("/v1/a%2Fb/with+space", 404)]
    [InlineData("/v1%2Fitems/a", 404)]
    public async Task Path_OfLiterals_IsComparedDecoded(string target, int status) =>
        (await gateway.RawAsync("GET", target)).Status.ShouldBe(status);

    /// <summary>G6: a verb of nothing is no call, and an escaped colon no verb.</summary>
    [Theory]
    [InlineData("POST", "/v1/items/:read", 404)]
    [InlineData("GET", "/v1/items/:read", 404)]
    [InlineData("POST", "/v1/items/:re%61d", 404)]
    [InlineData("POST", "/v1/tree/:share", 404)]
    [InlineData("POST", "/v1/tree/a/:share", 404)]
    [InlineData("POST", "/v1/items/a%3Aread", 405)]
    [InlineData("POST", "/v1/items/a:other", 405)]
    [InlineData("POST", "/v1/items/%3Aread", 405)]
    [InlineData("GET", "/v1/items//", 404)]
    [InlineData("OPTIONS", "*", 404)]
    public async Task Path_OfNoName_IsNoCall(string method, string target, int status) =>
        (await gateway.RawAsync(method, target)).Status.ShouldBe(status);

    /// <summary>G17: escapes that are no UTF-8 are no text to be guessed.</summary>
    [Theory]
    [InlineData("%FF")]
    [InlineData("%C0%AF")]
    [InlineData("%E0%80%AF")]
    [InlineData("%ED%A0%80")]
    [InlineData("%F4%90%80%80")]
    [InlineData("%E2%82")]
    [InlineData("%C3%28")]
    [InlineData("a%zz")]
    [InlineData("a%4")]
    [InlineData("a%")]
    public async Task Text_OfBrokenEscapes_Is400InPathAndQuery(string text)
    {
        foreach (var path in new[] { "/v1/items/", "/v1/tree/a/", "/v1/tree/", "/v1/shelves/" })
        {
            var inPath = await gateway.RawAsync("GET", path + text);
            inPath.Status.ShouldBe(400, path);
            Answers.Code(inPath.Body).ShouldBe("INVALID_PATH");
        }

        (await gateway.RawAsync("GET", "/v1/nothing/" + text)).Status.ShouldBe(404);
        foreach (
            var query in new[] { $"aString={text}", $"manyString=a&manyString={text}", $"nothing={text}", $"a{text}=1", $"child.aString={text}" })
        {
            var inQuery = await gateway.RawAsync("GET", "/v1/echo?" + query);
            inQuery.Status.ShouldBe(400, query);
            Answers.Code(inQuery.Body).ShouldBe("VALIDATION_FAILED");
        }
    }

    /// <summary>G17: escapes that are UTF-8 are text, whatever it is.</summary>
    [Theory]
    [InlineData("%E2%82%AC+%2B", "€ +")]
    [InlineData("%F0%9F%A6%8A", "🦊")]
    [InlineData("%EF%BF%BF", "\uffff")]
    [InlineData("%25FF", "%FF")]
    [InlineData("%00", "\\u0000")]
    public async Task Query_OfAnyText_IsBound(string text, string expected) =>
        (await gateway.RawAsync("GET", $"/v1/echo?aString={text}")).Body.ShouldBe($$"""{"aString":"{{expected}}"}""");

    /// <summary>G17: a body is UTF-8 as a whole, and its escapes whole characters.</summary>
    [Theory]
    [InlineData("{\"aString\":\"\xff\"}", "INVALID_JSON")]
    [InlineData("{\"aString\":\"\xc0\xaf\"}", "INVALID_JSON")]
    [InlineData("{\"aString\":\"\xed\xa0\x80\"}", "INVALID_JSON")]
    [InlineData("{\"nothing\":\"\xed\xa0\x80\"}", "INVALID_JSON")]
    [InlineData("{\"\xff\":1}", "INVALID_JSON")]
    [InlineData("{\"aString\":\"\\ud800\"}", "VALIDATION_FAILED")]
    [InlineData("{\"aString\":\"\\udc00\\ud800\"}", "VALIDATION_FAILED")]
    [InlineData("{\"stringToString\":{\"\\ud800\":\"\"}}", "VALIDATION_FAILED")]
    [InlineData("{\"value\":{\"a\":\"\\ud800\"}}", "VALIDATION_FAILED")]
    [InlineData("{\"manyString\":[\"\\udfff\"]}", "VALIDATION_FAILED")]
    [InlineData("{\"aString\":\"\\u12\"}", "INVALID_JSON")]
    [InlineData("{\"aString\":\"\0\"}", "INVALID_JSON")]
    public async Task Body_OfBrokenText_Is400(string body, string code)
    {
        var answer = await gateway.RawAsync(
            "POST", "/v1/echo", Encoding.Latin1.GetBytes(body), "Content-Type: application/json"u8.ToArray());

        answer.Status.ShouldBe(400, answer.Body);
        Answers.Code(answer.Body).ShouldBe(code);
    }

    /// <summary>G17: where an event stream goes on is text, too, and reaches the service as it was sent or not at all.</summary>
    [Fact]
    public async Task LastEventId_OfBrokenText_Is400()
    {
        (await gateway.RawAsync("GET", "/v1/watch", null, [.. "Last-Event-ID: "u8, 0xff, 0xc3])).Status.ShouldBe(400);
        var (status, _, _) = await gateway.RawAsync(
            "GET", "/v1/watch", null, "X-Request-ID: last-event-id"u8.ToArray(), "Last-Event-ID: é🦊"u8.ToArray());

        status.ShouldBe(200);
        gateway.Asked["last-event-id"]["last-event-id"].ToString().ShouldBe("é🦊");
    }

    /// <summary>G17: a WebSocket's text is UTF-8 (RFC 6455, 8.1); in a frame of bytes it has to be, since it is JSON.</summary>
    [Theory]
    [InlineData(WebSocketMessageType.Text, 1007)]
    [InlineData(WebSocketMessageType.Binary, 4400)]
    public async Task WebSocket_OfBrokenText_IsClosed(WebSocketMessageType type, int status)
    {
        // .NET's own WebSocket resets the connection right behind the close frame that it sends for a broken text, and the reset may
        // overtake it.
        const int MaxTries = 20;
        for (var tries = 1; ; tries++)
        {
            try
            {
                ((int)await CloseStatusAsync(type)).ShouldBe(status);
                return;
            }
            catch (WebSocketException) when (type == WebSocketMessageType.Text && tries < MaxTries)
            {
                // Once more.
            }
        }
    }

    private async Task<WebSocketCloseStatus> CloseStatusAsync(WebSocketMessageType type)
    {
        using var socket = await gateway.ConnectAsync("/v1/talk");
        await socket.SendAsync((byte[])[.. "{\"name\":\""u8, 0xc0, 0xaf, .. "\"}"u8], type, endOfMessage: true, _timeout);

        var buffer = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(buffer, _timeout)).MessageType != WebSocketMessageType.Close)
        {
        }

        return socket.CloseStatus!.Value;
    }

    /// <summary>G12: of a oneof a request gives one member, wherever it gives it.</summary>
    [Theory]
    [InlineData("GET", "/v1/choice?left=a&right=5", null, "right")]
    [InlineData("GET", "/v1/choice?right=5&left=a", null, "left")]
    [InlineData("GET", "/v1/choice?left=a&whole.free=x", null, "whole.free")]
    [InlineData("GET", "/v1/choice?inner.a=x&inner.b=y", null, "inner.b")]
    [InlineData("GET", "/v1/choice?inner.deeper.a=x&inner.deeper.b=y", null, "inner.deeper.b")]
    [InlineData("GET", "/v1/choice?inner.deeper.a=x&inner.b=y", null, "inner.b")]
    [InlineData("GET", "/v1/choice?left=a&left=b", null, "left")]
    [InlineData("GET", "/v1/choice/left/a?right=5", null, "left")]
    [InlineData("GET", "/v1/choice/inner/x?inner.b=y", null, "inner.a")]
    [InlineData("POST", "/v1/choice/left/a", """{"right":5}""", "left")]
    [InlineData("POST", "/v1/choice/left/a", """{"whole":{}}""", "left")]
    [InlineData("POST", "/v1/choice/whole?right=5", "{}", "right")]
    [InlineData("POST", "/v1/choice/whole?left=x", """{"free":"y"}""", "left")]
    public async Task Oneof_OfWhichTwoMembersAreGiven_Is400(string method, string target, string? body, string field)
    {
        var answer = await gateway.RawAsync(
            method, target, body is null ? null : Encoding.UTF8.GetBytes(body), "Content-Type: application/json"u8.ToArray());

        answer.Status.ShouldBe(400, answer.Body);
        answer.Body.ShouldContain($"\"errors\":{{\"{field}\":[\"");
    }

    /// <summary>G12: one member, several fields inside it, and members of different oneofs do not exclude each other.</summary>
    [Theory]
    [InlineData("GET", "/v1/choice?left=a&inner.b=c", null, """{"left":"a","inner":{"b":"c"}}""")]
    [InlineData("GET", "/v1/choice?whole.a=x&whole.free=y&inner.b=z", null, """{"whole":{"a":"x","free":"y"},"inner":{"b":"z"}}""")]
    [InlineData("GET", "/v1/choice?whole.deeper.a=x&whole.deeper.free=y", null, """{"whole":{"deeper":{"a":"x","free":"y"}}}""")]
    [InlineData("POST", "/v1/choice/left/a", """{"left":"b","inner":{"b":"c"}}""", """{"left":"a","inner":{"b":"c"}}""")]
    [InlineData("POST", "/v1/choice/left/a", """{"right":null}""", """{"left":"a"}""")]
    [InlineData("POST", "/v1/choice/whole?right=5", "", """{"right":5}""")]
    [InlineData("POST", "/v1/choice/whole?right=5", "null", """{"right":5}""")]
    [InlineData("POST", "/v1/choice/inner?right=5&inner.a=ignored", """{"b":"c"}""", """{"right":5,"inner":{"b":"c"}}""")]
    public async Task Oneof_OfWhichOneMemberIsGiven_IsTaken(string method, string target, string? body, string expected)
    {
        var answer = await gateway.RawAsync(
            method, target, body is null ? null : Encoding.UTF8.GetBytes(body), "Content-Type: application/json"u8.ToArray());

        answer.Status.ShouldBe(200, answer.Body);
        answer.Body.ShouldBe(expected);
    }

    /// <summary>G13: too deep is the client's fault wherever it is too deep, and the answer names the limit.</summary>
    [Fact]
    public async Task Request_ThatNestsTooDeep_Is400AndNamesTheLimit()
    {
        static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
        foreach (var body in new[]
        {
            Repeat("{\"child\":", 100) + "{}" + Repeat("}", 100), "{\"value\":" + Repeat("[", 51) + Repeat("]", 51) + "}",
            "{\"nothing\":" + Repeat("[", 9000) + Repeat("]", 9000) + "}",
        })
        {
            var answer = await gateway.RawAsync(
                "POST", "/v1/echo", Encoding.UTF8.GetBytes(body), "Content-Type: application/json"u8.ToArray());
            answer.Status.ShouldBe(400);
            answer.Body.ShouldContain("100 levels");
        }

        var query = await gateway.RawAsync("GET", "/v1/echo?" + Repeat("child.", 100) + "aBool=true");
        query.Status.ShouldBe(400);
        query.Body.ShouldContain("100 levels");
        (await gateway.RawAsync("GET", "/v1/echo?" + Repeat("child.", 99) + "aBool=true")).Status.ShouldBe(200);
    }

    /// <summary>G5: a browser that offers only its token is answered with it; one that offers more, with another.</summary>
    [Theory]
    [InlineData("bearer.abc.def-_", "bearer.abc.def-_")]
    [InlineData("bearer.abc.def-_,focus.v1", "focus.v1")]
    [InlineData("focus.v1,bearer.abc.def-_", "focus.v1")]
    [InlineData("bearer.abc.def-_,bearer.other", "bearer.abc.def-_")]
    [InlineData("focus.v1", "focus.v1")]
    public async Task WebSocket_OfOfferedProtocols_NamesOneOfThem(string offered, string chosen)
    {
        string? authorization = null;
        using var socket = await gateway.ConnectAsync(
            "/v1/watch",
            context =>
            {
                authorization = context.Request.Headers.Authorization;
                return Ok(new Item { Name = "a" })(context);
            },
            offered.Split(','));

        socket.SubProtocol.ShouldBe(chosen);
        var buffer = new byte[1024];
        Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, _timeout)).Count).ShouldBe("""{"name":"a"}""");
        (authorization ?? "").ShouldBe(offered.Contains("bearer", StringComparison.Ordinal) ? "Bearer abc.def-_" : "");
    }

    /// <summary>G5: an upload is answered before the service is asked, and names its protocol, too.</summary>
    [Fact]
    public async Task WebSocket_ThatUploads_NamesItsProtocol()
    {
        using var socket = await gateway.ConnectAsync("/v1/talk", null, "bearer.abc");

        socket.SubProtocol.ShouldBe("bearer.abc");
    }

    /// <summary>G5: nothing offered, nothing chosen; and what cannot be named in an answer is not chosen.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("bearer.é")]
    [InlineData("bearer.a b")]
    public async Task WebSocket_OfNothingThatCanBeChosen_NamesNothing(string? offered)
    {
        var headers = new List<byte[]>
        {
            "Upgrade: websocket"u8.ToArray(), "Connection: Upgrade"u8.ToArray(), "Sec-WebSocket-Version: 13"u8.ToArray(),
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="u8.ToArray(),
        };
        if (offered is not null)
        {
            headers.Add(Encoding.UTF8.GetBytes("Sec-WebSocket-Protocol: " + offered));
        }

        var (status, head, _) = await gateway.RawAsync("GET", "/v1/watch", null, [.. headers]);

        status.ShouldBe(101);
        head.ShouldNotContain("Sec-WebSocket-Protocol", Case.Insensitive);
    }
}
