using System.Buffers;
using System.Net.WebSockets;
using System.Text.Unicode;
using GrpcTranscoding.Buffers;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Streaming;

/// <summary>
/// A WebSocket: a message a text frame, both ways. The client ends its side with an empty message. An error that comes late is a message
/// with the one member <c>error</c>, followed by the close code 4000 + HTTP status.
/// </summary>
internal sealed class WebSocketStream(
    HttpContext context, TranscodedCall transcoded, IProblemWriter problems, TranscodingOptions options) : IMessageStream
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);
    // Many clients answer a ping only while they read: a short pause of theirs is no broken connection, however often it is asked for.
    private static readonly TimeSpan MinKeepAliveTimeout = TimeSpan.FromSeconds(30);
    private const int MaxReasonBytes = 123;
    private readonly PooledBuffer _buffer = new();
    private WebSocket? _socket;

    public bool HasStarted => _socket is not null;

    /// <summary>The reading of the client's messages, which ends with its goodbye.</summary>
    public Task Receiving { get; set; } = Task.CompletedTask;

    public async ValueTask StartAsync(AnswerMetadata? metadata, CancellationToken cancellation)
    {
        metadata?.CopyTo(options.ResponseNames, context.Response.Headers);
        _socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = WebSocketTokens.ChosenProtocol(context, options),
            KeepAliveInterval = options.Heartbeat,
            KeepAliveTimeout = options.Heartbeat * 2 > MinKeepAliveTimeout ? options.Heartbeat * 2 : MinKeepAliveTimeout,
        });
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> wire, CancellationToken cancellation)
    {
        _buffer.Clear();
        transcoded.Binding.Output.WriteJson(wire.Span, _buffer, transcoded.Binding.ResponseBody);
        return _socket!.SendAsync(_buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }

    // The socket's own pings do that.
    public ValueTask HeartbeatAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync(CancellationToken cancellation) => CloseAsync(WebSocketCloseStatus.NormalClosure, null);

    public async ValueTask FailAsync(Problem problem, CancellationToken cancellation)
    {
        _buffer.Clear();
        _buffer.Write("{\"error\":"u8);
        problems.Write(context, problem, _buffer);
        _buffer.Write("}"u8);
        if (_socket!.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            using var timer = new CancellationTokenSource(Goodbye);
            await _socket.SendAsync(_buffer.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, timer.Token);
        }

        await CloseAsync((WebSocketCloseStatus)(4000 + problem.Status), Reason(problem.Code));
    }

    /// <summary>Reads the client's messages until it closes or ends its side; an upload gets each as a frame.</summary>
    /// <returns>What is wrong with the client's messages, or null.</returns>
    public async Task<Problem?> ReceiveAsync(
        GrpcUploadContent? upload, RequestTranscoder requests, CancellationToken call, CancellationToken connection)
    {
        using var message = new PooledBuffer();
        using var frame = new Codec.Wire.WireWriter(options.Json.MaxMessageBytes, TranscodedCall.PrefixBytes);
        while (await ReadMessageAsync(message, connection))
        {
            if (upload is null)
            {
                continue;
            }

            if (message.WrittenMemory.Length > options.MaxRequestBytes)
            {
                return Problems.PayloadTooLarge;
            }

            if (message.WrittenMemory.IsEmpty)
            {
                upload.Complete();
                upload = null;
                continue;
            }

            frame.Clear();
            if (requests.ReadMessage(context, transcoded, message.WrittenMemory, frame) is { } problem)
            {
                return problem;
            }

            await upload.SendAsync(TranscodedCall.Frame(frame), call);
            if (!transcoded.Binding.Method.IsClientStreaming)
            {
                upload.Complete();
                upload = null;
            }
        }

        upload?.Complete();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        // A socket that is dropped before the client has said goodbye too resets the connection, and may take the last messages with it.
        if (_socket?.State == WebSocketState.CloseSent)
        {
            await Task.WhenAny(Receiving, Task.Delay(Goodbye));
        }

        else if (_socket?.State == WebSocketState.CloseReceived)
        {
            await AnswerGoodbyeAsync(_socket);
        }

        _socket?.Dispose();
        _buffer.Dispose();
    }

    private async ValueTask<bool> ReadMessageAsync(PooledBuffer message, CancellationToken cancellation)
    {
        message.Clear();
        ValueWebSocketReceiveResult result;
        do
        {
            result = await _socket!.ReceiveAsync(message.GetMemory(1024), cancellation);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            message.Advance(result.Count);
        }
        while (!result.EndOfMessage && message.WrittenMemory.Length <= options.MaxRequestBytes);

        return true;
    }

    /// <summary>As much of a code as a close frame has room for. A service may choose its codes, and so their length.</summary>
    private static string Reason(string code)
    {
        Span<byte> utf8 = stackalloc byte[MaxReasonBytes];
        Utf8.FromUtf16(code, utf8, out var read, out _);
        return code[..read];
    }

    /// <summary>A client that says goodbye first waits for the answer to it.</summary>
    private static async ValueTask AnswerGoodbyeAsync(WebSocket socket)
    {
        using var timer = new CancellationTokenSource(Goodbye);
        try
        {
            // "No status" (1005) is what its absence is called; it cannot be sent.
            var status = socket.CloseStatus is { } theirs and not WebSocketCloseStatus.Empty ? theirs : WebSocketCloseStatus.NormalClosure;
            await socket.CloseOutputAsync(status, null, timer.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // It did not wait.
        }
    }

    private async ValueTask CloseAsync(WebSocketCloseStatus status, string? reason)
    {
        if (_socket!.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        using var timer = new CancellationTokenSource(Goodbye);
        await _socket.CloseOutputAsync(status, reason, timer.Token);
    }
}
