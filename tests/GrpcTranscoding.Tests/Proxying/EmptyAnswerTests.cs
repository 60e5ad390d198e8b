using System.Net.WebSockets;
using System.Text;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Microsoft.AspNetCore.Http;
using Shouldly;
using static GrpcTranscoding.Tests.Support.ScriptedGateway;

namespace GrpcTranscoding.Tests.Proxying;

[Collection("scripted")]
public sealed class EmptyAnswerTests(ScriptedGateway gateway)
{
    private readonly CancellationToken _timeout = new CancellationTokenSource(WaitTimeout).Token;

    public static TheoryData<string, string, string, string> Streams => new()
    {
        { "/v1/watch", "text/event-stream", "text/event-stream; charset=utf-8", "event: end\ndata: {}\n\n" },
        { "/v1/watch", "application/x-ndjson", "application/x-ndjson; charset=utf-8", "" },
        { "/v1/watch", "*/*", "application/x-ndjson; charset=utf-8", "" },
        { "/v1/load", "*/*", "application/octet-stream", "" },
        { "/v1/load", "text/csv", "application/octet-stream", "" },
    };

    /// <summary>G2: a stream without a message is an empty one, wherever its good end is told.</summary>
    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Stream_OfNoMessages_IsAnEmptyStreamOfItsType(string path, string accept, string type, string body)
    {
        foreach (var script in new[] { OkInHeaders, Ok() })
        {
            var answer = await gateway.GetAsync(path, script, accept);

            ((int)answer.Response.StatusCode).ShouldBe(200);
            answer.Response.Content.Headers.ContentType!.ToString().ShouldBe(type);
            answer.Body.ShouldBe(body);
            answer.Logged.ShouldBeEmpty();
        }
    }

    /// <summary>G2: over a WebSocket it is a handshake and a goodbye, for one direction and for both.</summary>
    [Theory]
    [InlineData("/v1/watch", true)]
    [InlineData("/v1/watch", false)]
    [InlineData("/v1/load", true)]
    [InlineData("/v1/talk", true)]
    [InlineData("/v1/talk", false)]
    public async Task WebSocket_OfNoMessages_IsClosedNormally(string path, bool inHeaders)
    {
        using var socket = await gateway.ConnectAsync(path, inHeaders ? OkInHeaders : Ok());

        (await ReadAsync(socket)).ShouldBeNull();

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        gateway.Logged().ShouldBeEmpty();
    }

    /// <summary>G15: a unary call owes exactly one message.</summary>
    [Theory]
    [InlineData("/v1/items/a")]
    [InlineData("/v1/fetch")]
    public async Task Unary_OfNoneOrTwoMessages_IsUnusable(string path)
    {
        (await gateway.GetAsync(path, OkInHeaders)).ShouldBeUnusable();
        (await gateway.GetAsync(path, Ok())).ShouldBeUnusable();
        (await gateway.GetAsync(path, Ok(new Item(), new Item()))).ShouldBeUnusable();
        (await gateway.GetAsync(path, Ok([.. Enumerable.Repeat(new Item { Name = new string('x', 9000) }, 20)]))).ShouldBeUnusable();
    }

    /// <summary>G15: so does one whose messages come over a WebSocket.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(0, false)]
    [InlineData(2, false)]
    public async Task ClientStream_OfNoneOrTwoMessages_IsUnusable(int messages, bool inHeaders)
    {
        var script = inHeaders ? OkInHeaders : Ok([.. Enumerable.Repeat(new Item { Name = "x" }, messages)]);
        using var socket = await gateway.ConnectAsync("/v1/collect", script);

        (await ReadAsync(socket))!.ShouldContain("BAD_GATEWAY");
        (await ReadAsync(socket)).ShouldBeNull();

        ((int)socket.CloseStatus!).ShouldBe(4502);
        gateway.Logged().ShouldHaveSingleItem().ShouldContain("cannot be used");
    }

    /// <summary>G15: an answer of one message, empty or not, is none of these.</summary>
    [Fact]
    public async Task Answer_OfOneMessage_IsThatMessage()
    {
        (await gateway.GetAsync("/v1/items/a", Ok(new Item()))).Body.ShouldBe("{}");
        using var socket = await gateway.ConnectAsync("/v1/collect", Ok(new Item { Name = "x" }));
        (await ReadAsync(socket)).ShouldBe("""{"name":"x"}""");
        (await ReadAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    /// <summary>G15: a failure in the trailers is told as such, with or without messages before it.</summary>
    [Fact]
    public async Task Unary_ThatFailsInItsTrailers_IsToldAsFailed()
    {
        RequestDelegate script = async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.StartAsync();
            context.Response.AppendTrailer("grpc-status", "5");
        };

        ((int)(await gateway.GetAsync("/v1/items/a", script)).Response.StatusCode).ShouldBe(404);
        using var socket = await gateway.ConnectAsync("/v1/collect", script);
        (await ReadAsync(socket))!.ShouldContain("NOT_FOUND");
        (await ReadAsync(socket)).ShouldBeNull();
        ((int)socket.CloseStatus!).ShouldBe(4404);
    }

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
