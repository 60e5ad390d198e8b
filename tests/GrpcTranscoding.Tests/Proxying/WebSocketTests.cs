using System.Net.WebSockets;
using System.Text;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

[Collection("streams")]
public sealed class WebSocketTests(LibraryGateway gateway)
{
    private readonly CancellationToken _timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task Stream_OfTheService_IsAMessageAFrameAndANormalEnd()
    {
        using var socket = await ConnectAsync("/v1/count/2");

        (await ReadAsync(socket)).ShouldBe("""{"number":1,"eventId":"e-1"}""");
        (await ReadAsync(socket)).ShouldBe("""{"number":2,"eventId":"e-2"}""");
        (await ReadAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Stream_OfTheClient_EndsWithAnEmptyMessage()
    {
        using var socket = await ConnectAsync("/v1/upload/from-path");

        await SendAsync(socket, """{"text":"a"}""");
        await SendAsync(socket, """{"text":"b","name":"loses"}""");
        await SendAsync(socket, "");

        (await ReadAsync(socket)).ShouldBe("""{"chunks":2,"text":"from-path:a;from-path:b;"}""");
        (await ReadAsync(socket)).ShouldBeNull();
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
    }

    [Fact]
    public async Task Streams_BothWays_RunAtOnce()
    {
        using var socket = await ConnectAsync("/v1/chat");
        for (var i = 0; i < 3; i++)
        {
            await SendAsync(socket, $$"""{"text":"{{i}}"}""");
            (await ReadAsync(socket)).ShouldBe($$"""{"text":"echo {{i}}"}""");
        }

        await SendAsync(socket, "");
        (await ReadAsync(socket)).ShouldBeNull();
    }

    [Fact]
    public async Task Message_ThatCannotBeRead_IsToldAndEndsTheCall()
    {
        gateway.Service.Reset();
        using var socket = await ConnectAsync("/v1/chat");
        await SendAsync(socket, """{"text":"a"}""");
        await ReadAsync(socket);

        await SendAsync(socket, """{"text":5}""");

        (await ReadAsync(socket))!.ShouldContain("VALIDATION_FAILED");
        (await ReadAsync(socket)).ShouldBeNull();
        ((int)socket.CloseStatus!).ShouldBe(4400);
        await gateway.Service.Canceled.Task.WaitAsync(_timeout);
    }

    [Fact]
    public async Task Error_OfTheService_IsToldWithItsStatus()
    {
        using var socket = await ConnectAsync("/v1/chat");

        await SendAsync(socket, """{"text":"fail"}""");

        (await ReadAsync(socket))!.ShouldContain("\"code\":\"FAILED_PRECONDITION\"");
        (await ReadAsync(socket)).ShouldBeNull();
        ((int)socket.CloseStatus!).ShouldBe(4400);
        socket.CloseStatusDescription.ShouldBe("FAILED_PRECONDITION");
    }

    [Fact]
    public async Task Error_BeforeTheFirstMessage_IsAnHttpErrorOfTheHandshake()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Should.ThrowAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri(gateway.WebSocketAddress, "/v1/count/2?fail_at=1"), _timeout));

        ((int)socket.HttpStatusCode).ShouldBe(404);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_ThatLeaves_CancelsTheCall(bool politely)
    {
        gateway.Service.Reset();
        var socket = await ConnectAsync("/v1/count/2?wait_at=2");
        await ReadAsync(socket);

        if (politely)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _timeout);
        }
        else
        {
            socket.Abort();
        }

        await gateway.Service.Canceled.Task.WaitAsync(_timeout);
        socket.Dispose();
    }

    [Fact]
    public async Task Client_ThatSaysGoodbye_IsAnswered()
    {
        gateway.Service.Reset();
        using var socket = await ConnectAsync("/v1/count/2?wait_at=2");
        await ReadAsync(socket);

        // Waits for the other side's close frame; without one it would throw.
        await socket.CloseAsync(WebSocketCloseStatus.EndpointUnavailable, "later", _timeout);

        socket.State.ShouldBe(WebSocketState.Closed);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
    }

    [Fact]
    public async Task Token_InASubprotocol_IsTheAuthorization()
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("json");
        socket.Options.AddSubProtocol("bearer.abc.def-_");

        await socket.ConnectAsync(new Uri(gateway.WebSocketAddress, "/v1/count/1"), _timeout);
        await ReadAsync(socket);

        socket.SubProtocol.ShouldBe("json");
        gateway.Service.LastHeaders.GetValue("authorization").ShouldBe("Bearer abc.def-_");
    }

    private async Task<ClientWebSocket> ConnectAsync(string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(gateway.WebSocketAddress, path), _timeout);
        return socket;
    }

    private async Task SendAsync(ClientWebSocket socket, string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _timeout);

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
