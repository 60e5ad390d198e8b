using System.Net.WebSockets;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace GrpcTranscoding.Streaming;

/// <summary>
/// Makes a streaming gRPC call and hands its messages on as they come.
/// 1. A client that sends messages is answered at once, since the service may wait for the first of them.
/// 2. Anybody else is answered when the service has: an error until then is a plain HTTP error.
/// 3. Each message waits for the client to have room; when none comes, a heartbeat shows that the connection is alive.
/// 4. The end, and an error that comes late, are told in the way of the stream.
/// Whoever leaves, client or service, ends the call on the other side. A gateway that stops says so.
/// </summary>
internal sealed class StreamInvoker(
    TranscodingOptions options, GrpcRequestFactory factory, RequestTranscoder requests, StatusProblems statuses, IProblemWriter problems,
    TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<StreamInvoker> logger)
{
    public async Task<(GrpcOutcome? Outcome, ForwarderError Error, Exception? Exception)> InvokeAsync(
        HttpContext context, TranscodedCall call, string prefix, HttpMessageInvoker client, ForwarderRequestConfig config)
    {
        var ours = options.StreamDeadlineOf(call.Binding.Method);
        // The client's covers all tries.
        var theirs = call.ClientTimeout == Timeout.InfiniteTimeSpan
            ? call.ClientTimeout
            : TimeSpan.FromTicks(Math.Max(0, (call.ClientTimeout - time.GetElapsedTime(call.Began ??= time.GetTimestamp())).Ticks));
        var deadline = GrpcTimeout.Smaller(theirs, ours);
        call.IsClientsDeadline = deadline != ours;
        using var timer = new CancellationTokenSource(deadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, context.RequestAborted, lifetime.ApplicationStopping);
        call.WasNeverSent = false;
        await using var stream = StreamOf(context, call);
        try
        {
            var outcome = await RunAsync(context, call, prefix, client, config, stream, deadline, stop);
            return (outcome, ForwarderError.None, null);
        }
        catch (OperationCanceledException e) when (timer.IsCancellationRequested)
        {
            call.IsOverdue = true;
            var error = call.IsClientsDeadline ? ForwarderError.RequestCanceled : ForwarderError.RequestTimedOut;
            return (await EndAsync(stream, Problems.DeadlineExceeded), error, e);
        }
        catch (OperationCanceledException e) when (call.Refusal is not null)
        {
            return (await EndAsync(stream, call.Refusal), ForwarderError.RequestCanceled, e);
        }
        catch (OperationCanceledException e) when (
            lifetime.ApplicationStopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            // This gateway stops. The client is told so while there is time, and comes back to another one.
            call.IsOverdue = true;
            return (await EndAsync(stream, Problems.Unavailable), ForwarderError.RequestCanceled, e);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            return (stream.HasStarted ? null : GrpcStatusReader.Failed(Problems.Unavailable), ForwarderError.RequestCanceled, e);
        }
        catch (Exception e) when (DestinationFaults.UnusableAnswer(e) is { } fault)
        {
            Log.Unusable(logger, call.Binding.GrpcPath, fault);
            return (await EndAsync(stream, Problems.BadGateway), ForwarderError.ResponseBodyDestination, e);
        }
        catch (Exception e) when (DestinationFaults.Is(e))
        {
            call.WasNeverSent = !stream.HasStarted && DestinationFaults.IsNoConnection(e);
            Log.Unreachable(logger, call.Binding.GrpcPath, prefix, e.Message);
            return (await EndAsync(stream, Problems.Unavailable), ForwarderError.Request, e);
        }
        catch (ProtoJsonException e)
        {
            Log.Unusable(logger, call.Binding.GrpcPath, e.Message);
            return (await EndAsync(stream, Problems.BadGateway), ForwarderError.ResponseBodyDestination, e);
        }
    }

    private async Task<GrpcOutcome?> RunAsync(
        HttpContext context, TranscodedCall call, string prefix, HttpMessageInvoker client, ForwarderRequestConfig config,
        IMessageStream stream,
        TimeSpan deadline, CancellationTokenSource stop)
    {
        var upload = call.IsUpload ? new GrpcUploadContent() : null;
        if (upload is not null)
        {
            await stream.StartAsync(null, stop.Token);
        }

        if (stream is WebSocketStream uploading && upload is not null)
        {
            uploading.Receiving = ReceiveAsync(context, call, uploading, upload, stop);
        }

        using var request = factory.Make(
            context, call.Binding, upload ?? (HttpContent)new ReadOnlyMemoryContent(call.Frame()), prefix, config, deadline);
        using var response = await client.SendAsync(request, stop.Token);
        if (GrpcStatusReader.Early(response) is { } early)
        {
            if (early.Failure is not null)
            {
                Log.Unusable(logger, call.Binding.GrpcPath, $"its HTTP status is {(int)response.StatusCode}");
            }

            return stream.HasStarted ? await EndAsync(stream, ProblemOf(early, call)) : early;
        }

        if (!stream.HasStarted)
        {
            await stream.StartAsync(new AnswerMetadata(response), stop.Token);
            if (stream is WebSocketStream socket)
            {
                socket.Receiving = ReceiveAsync(context, call, socket, null, stop);
            }
        }

        await using var body = await response.Content.ReadAsStreamAsync(stop.Token);
        using var frames = new GrpcFrameReader(body, options.Json.MaxMessageBytes);
        var (only, fault) = call.Binding.Method.IsServerStreaming
            ? (null, await PumpAsync(frames, stream, stop.Token))
            : await ReadOneAsync(frames, stop.Token);
        var late = GrpcStatusReader.Late(response);
        AnswerMetadata.SendTrailers(response, options.ResponseNames, context);
        if (late is { Status: not GrpcStatusMap.Ok } && fault is null or UnaryInvoker.NotOneMessage)
        {
            return await EndAsync(stream, ProblemOf(late!, call));
        }

        if (late is null || fault is not null)
        {
            Log.Unusable(logger, call.Binding.GrpcPath, fault ?? UnaryInvoker.NoStatus);
            return await EndAsync(stream, Problems.BadGateway);
        }

        if (only is { } message)
        {
            await stream.WriteAsync(message, stop.Token);
        }

        await stream.CompleteAsync(stop.Token);
        return null;
    }

    /// <summary>The one message of an answer that does not stream. It is kept until the end, which tells whether it counts.</summary>
    private static async Task<(ReadOnlyMemory<byte>? Message, string? Fault)> ReadOneAsync(
        GrpcFrameReader frames, CancellationToken cancellation)
    {
        var message = await frames.ReadAsync(cancellation);
        var isOne = message is not null && await frames.EndsAsync(cancellation);
        return (message, frames.Fault ?? (isOne ? null : UnaryInvoker.NotOneMessage));
    }

    private async Task<string?> PumpAsync(GrpcFrameReader frames, IMessageStream stream, CancellationToken cancellation)
    {
        while (true)
        {
            var next = frames.ReadAsync(cancellation);
            var message = next.IsCompletedSuccessfully ? next.Result : await WaitAsync(next.AsTask(), stream, cancellation);
            if (message is null)
            {
                return frames.Fault;
            }

            await stream.WriteAsync(message.Value, cancellation);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> WaitAsync(
        Task<ReadOnlyMemory<byte>?> next, IMessageStream stream, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await next.WaitAsync(options.Heartbeat, time, cancellation);
            }
            catch (TimeoutException) when (!next.IsCompleted)
            {
                await stream.HeartbeatAsync(cancellation);
            }
        }
    }

    /// <summary>Reads what the client sends. When it leaves, or sends what cannot be read, the call ends.</summary>
    private async Task ReceiveAsync(
        HttpContext context, TranscodedCall call, WebSocketStream socket, GrpcUploadContent? upload, CancellationTokenSource stop)
    {
        try
        {
            // Not by the token that stops the call: a canceled read would break the socket, and the error could no longer be told.
            call.Refusal = await socket.ReceiveAsync(upload, requests, stop.Token, context.RequestAborted);
        }
        catch (Exception e) when (
            e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or HttpRequestException)
        {
            Log.ClientLeft(logger, call.Binding.GrpcPath);
        }

        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The call had ended before.
        }
    }

    private static async Task<GrpcOutcome?> EndAsync(IMessageStream stream, Problem problem)
    {
        if (!stream.HasStarted)
        {
            return GrpcStatusReader.Failed(problem);
        }

        await stream.FailAsync(problem, CancellationToken.None);
        return null;
    }

    private Problem ProblemOf(GrpcOutcome outcome, TranscodedCall call) =>
        (outcome.Failure ?? statuses.Of(outcome)) with { Method = call.Binding.Method };

    private IMessageStream StreamOf(HttpContext context, TranscodedCall call)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            return new WebSocketStream(context, call, problems, options);
        }

        if (call.Binding.IsRawResponse)
        {
            return new RawStream(context, call, options);
        }

        var accepts = context.Request.GetTypedHeaders().Accept;
        return accepts.Any(a => a.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase))
            ? new ServerSentEventStream(context, call, problems, options)
            : new NdjsonStream(context, call, problems, options);
    }
}
