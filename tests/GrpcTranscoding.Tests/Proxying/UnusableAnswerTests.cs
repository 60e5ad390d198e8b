using System.Net.WebSockets;
using System.Text;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using static GrpcTranscoding.Tests.Support.ScriptedGateway;
using Status = Google.Rpc.Status;

namespace GrpcTranscoding.Tests.Proxying;

[Collection("scripted")]
public sealed class UnusableAnswerTests(ScriptedGateway gateway)
{
    private readonly CancellationToken _timeout = new CancellationTokenSource(WaitTimeout).Token;

    /// <summary>G14: a content type is text of the service, and need not be one.</summary>
    [Theory]
    [InlineData("te xt/é")]
    [InlineData("text/plain\r\nset-cookie: a=b")]
    [InlineData("text/plain; name=\"é\"")]
    [InlineData("text/\0plain")]
    [InlineData("text")]
    [InlineData(" ")]
    [InlineData("text/plain, text/html")]
    public async Task Body_OfAContentTypeThatIsNone_IsUnusable(string type)
    {
        var body = new HttpBody { ContentType = type, Data = ByteString.CopyFromUtf8("a") };

        (await gateway.GetAsync("/v1/fetch", Ok(body))).ShouldBeUnusable();
        (await gateway.GetAsync("/v1/load", Ok(body))).ShouldBeUnusable();
    }

    /// <summary>G14: a content type that is one passes as it is.</summary>
    [Theory]
    [InlineData("text/csv; charset=utf-8; header=present", "text/csv; charset=utf-8; header=present")]
    [InlineData("application/vnd.a.b+json", "application/vnd.a.b+json")]
    [InlineData("", "application/octet-stream")]
    public async Task Body_OfAContentType_HasIt(string type, string expected)
    {
        var body = new HttpBody { ContentType = type, Data = ByteString.CopyFromUtf8("a") };

        (await gateway.GetAsync("/v1/fetch", Ok(body))).Response.Content.Headers.ContentType!.ToString().ShouldBe(expected);
        (await gateway.GetAsync("/v1/load", Ok(body, new HttpBody { ContentType = "é" }))).Response.Content.Headers.ContentType!.ToString()
            .ShouldBe(expected);
    }

    public static TheoryData<string, byte[]> BrokenFrames => new()
    {
        { "compressed", Frame([], flag: 1) },
        { "of an unknown flag", Frame([], flag: 0x40) },
        { "a trailer of gRPC-Web", Frame([], flag: 0x80) },
        { "without a whole prefix", [0, 0, 0] },
        { "cut off", Frame([10, 3, 65, 66, 67])[..^1] },
        { "larger than it may be", [0, 0x7f, 0xff, 0xff, 0xff] },
        { "longer than any", [0, 0xff, 0xff, 0xff, 0xff] },
        { "HTML", Encoding.ASCII.GetBytes("<html><body>Not here</body></html>") },
        { "a string that is not UTF-8", Frame([10, 2, 0xc3, 0x28]) },
        { "a string that ends too late", Frame([10, 100, 65]) },
        { "a field without number", Frame([0]) },
    };

    /// <summary>G14: bytes that are no message make an answer unusable, once for the client and once for the operator.</summary>
    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public async Task Unary_OfBrokenBytes_IsUnusable(string what, byte[] bytes)
    {
        what.ShouldNotBeEmpty();
        (await gateway.GetAsync("/v1/items/a", Frames(bytes))).ShouldBeUnusable();
        if (what != "a string that is not UTF-8")
        {
            (await gateway.GetAsync("/v1/fetch", Frames(bytes))).ShouldBeUnusable();
        }
    }

    /// <summary>G14: in a stream that has begun it is told in the way of the stream.</summary>
    [Theory]
    [MemberData(nameof(BrokenFrames))]
    public async Task Stream_OfBrokenBytes_TellsSoAndEnds(string what, byte[] bytes)
    {
        what.ShouldNotBeEmpty();
        var good = Frame(new Item { Name = "a", EventId = "1" }.ToByteArray());

        var events = await gateway.GetAsync("/v1/watch", Frames(good, bytes), "text/event-stream");
        events.Body.ShouldStartWith("id: 1\ndata: {\"name\":\"a\",\"eventId\":\"1\"}\n\nevent: error\ndata: {");
        events.Body.ShouldContain("BAD_GATEWAY");
        events.Logged.ShouldHaveSingleItem().ShouldContain("cannot be used");

        var lines = await gateway.GetAsync("/v1/watch", Frames(good, bytes));
        lines.Body.Split('\n')[1].ShouldStartWith("{\"error\":{");
        lines.Logged.ShouldHaveSingleItem().ShouldContain("cannot be used");

        using var socket = await gateway.ConnectAsync("/v1/watch", Frames(good, bytes));
        await ReadAsync(socket);
        (await ReadAsync(socket))!.ShouldContain("BAD_GATEWAY");
        (await ReadAsync(socket)).ShouldBeNull();
        ((int)socket.CloseStatus!).ShouldBe(4502);
        gateway.Logged().ShouldHaveSingleItem().ShouldContain("cannot be used");
    }

    /// <summary>G14: an event's id is text of the service; in the stream it ends with its line.</summary>
    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rdata: x")]
    [InlineData("a\0b")]
    public async Task Event_WithAnIdOfSeveralLines_EndsTheStream(string id)
    {
        var answer = await gateway.GetAsync("/v1/watch", Ok(new Item { EventId = id }), "text/event-stream");

        answer.Body.ShouldStartWith("event: error\ndata: {");
        answer.Body.ShouldContain("BAD_GATEWAY");
        answer.Logged.ShouldHaveSingleItem().ShouldContain("cannot be used");
    }

    /// <summary>G14: any other id comes back as the service gave it.</summary>
    [Theory]
    [InlineData("a\"b\\c")]
    [InlineData("é🦊 1:2\t")]
    public async Task Event_WithAnIdOfAnyText_HasThatText(string id) =>
        (await gateway.GetAsync("/v1/watch", Ok(new Item { EventId = id }), "text/event-stream")).Body.ShouldStartWith($"id: {id}\ndata: ");

    /// <summary>G14: an error's code is chosen by the service, and a close frame has little room.</summary>
    [Fact]
    public async Task Error_OfALongCode_ClosesTheWebSocketAllTheSame()
    {
        var reason = "É" + new string('x', 300);
        var script = Failed(9, "no", Details(Any.Pack(new ErrorInfo { Reason = reason })));
        using var socket = await gateway.ConnectAsync("/v1/talk", script);

        (await ReadAsync(socket))!.ShouldContain("xxx");
        (await ReadAsync(socket)).ShouldBeNull();
        ((int)socket.CloseStatus!).ShouldBe(4400);
        reason.ShouldStartWith(socket.CloseStatusDescription!);
        gateway.Logged().ShouldBeEmpty();
    }

    public static TheoryData<string, string, int> OddErrors => new()
    {
        { "no base64", "!!!", 404 },
        { "no message", Convert.ToBase64String([0xff, 0xff]), 404 },
        {
            "a detail of another type",
            Details(new Any { TypeUrl = "type.googleapis.com/google.rpc.BadRequest", Value = ByteString.CopyFrom(0xff) }),
            404
        },
        { "a detail of no type", Details(new Any { TypeUrl = "\0", Value = ByteString.CopyFrom(1) }), 404 },
        { "a status below", Details(Any.Pack(new ErrorInfo { Reason = "R", Metadata = { ["http_status"] = "99" } })), 404 },
        { "a status above", Details(Any.Pack(new ErrorInfo { Reason = "R", Metadata = { ["http_status"] = "1000" } })), 404 },
        { "a status of success", Details(Any.Pack(new ErrorInfo { Reason = "R", Metadata = { ["http_status"] = "200" } })), 404 },
        { "a status that is no number", Details(Any.Pack(new ErrorInfo { Reason = "R", Metadata = { ["http_status"] = "é" } })), 404 },
        { "an endless wait", Details(Any.Pack(new RetryInfo { RetryDelay = new Duration { Seconds = long.MaxValue, Nanos = 1 } })), 404 },
        { "a negative wait", Details(Any.Pack(new RetryInfo { RetryDelay = new Duration { Seconds = long.MinValue, Nanos = 1 } })), 404 },
        {
            "fields of any text",
            Details(
                Any.Pack(
                    new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "\0\n", Description = "é" } } })),
            404
        },
    };

    /// <summary>G14: details that cannot be read say nothing; the status beside them still does.</summary>
    [Theory]
    [MemberData(nameof(OddErrors))]
    public async Task Error_WithOddDetails_IsToldByItsStatus(string what, string details, int status)
    {
        what.ShouldNotBeEmpty();
        foreach (var path in new[] { "/v1/items/a", "/v1/watch" })
        {
            var answer = await gateway.GetAsync(path, Failed(5, "No%zz%FF%00 %F0%9F%A6%8A such", details));

            ((int)answer.Response.StatusCode).ShouldBe(status);
            answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            Answers.Code(answer.Body).ShouldBeOneOf("NOT_FOUND", "R", "VALIDATION_FAILED");
            answer.Logged.ShouldBeEmpty();
        }
    }

    /// <summary>G14: a server behind that speaks another protocol is unusable, and the operator is told.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(302)]
    [InlineData(204)]
    public async Task Server_ThatSpeaksNoGrpc_IsUnusable(int status)
    {
        RequestDelegate script = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

        (await gateway.GetAsync("/v1/items/a", script)).ShouldBeUnusable();
        (await gateway.GetAsync("/v1/watch", script)).ShouldBeUnusable();
    }

    /// <summary>G13: an answer that nests too deep is the service's fault, told once.</summary>
    [Fact]
    public async Task Answer_ThatNestsTooDeep_IsUnusable()
    {
        var deep = new Every();
        var value = Value.ForNumber(1);
        for (var i = 0; i < 300; i++)
        {
            deep = new Every { Child = deep };
            value = Value.ForList(value);
        }

        (await gateway.GetAsync("/v1/echo", Ok(deep))).ShouldBeUnusable();
        (await gateway.GetAsync("/v1/echo", Ok(new Every { Value = value }))).ShouldBeUnusable();
    }

    private static string Details(Any detail) =>
        Convert.ToBase64String(new Status { Code = 5, Message = "m", Details = { detail } }.ToByteArray());

    private async Task<string?> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var result = await socket.ReceiveAsync(buffer, _timeout);
        if (result.MessageType != WebSocketMessageType.Close)
        {
            return Encoding.UTF8.GetString(buffer, 0, result.Count);
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _timeout);
        return null;
    }
}
