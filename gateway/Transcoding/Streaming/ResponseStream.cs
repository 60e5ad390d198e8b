using GrpcTranscoding.Buffers;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace GrpcTranscoding.Streaming;

/// <summary>A stream of messages that is the body of an HTTP response. What stands around each message is the heirs' matter.</summary>
internal abstract class ResponseStream(
    HttpContext context, TranscodedCall call, IProblemWriter problems, TranscodingOptions options) : IMessageStream
{
    public bool HasStarted => context.Response.HasStarted;

    protected abstract string ContentType { get; }

    protected PooledBuffer Buffer { get; } = new();

    protected TranscodedCall Call => call;

    public ValueTask StartAsync(AnswerMetadata? metadata, CancellationToken cancellation)
    {
        var response = context.Response;
        metadata?.CopyTo(options.ResponseNames, response.Headers);
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        // Some proxies hold a body back until it is whole unless they are told so.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // A client may read as slowly as it likes; it holds nobody up but its own stream.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        return new ValueTask(response.StartAsync(cancellation));
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> wire, CancellationToken cancellation)
    {
        Buffer.Clear();
        Put(wire.Span);
        return SendAsync(cancellation);
    }

    public ValueTask HeartbeatAsync(CancellationToken cancellation)
    {
        Buffer.Clear();
        PutHeartbeat();
        return Buffer.WrittenMemory.IsEmpty ? ValueTask.CompletedTask : SendAsync(cancellation);
    }

    public ValueTask CompleteAsync(CancellationToken cancellation)
    {
        Buffer.Clear();
        PutEnd();
        return Buffer.WrittenMemory.IsEmpty ? ValueTask.CompletedTask : SendAsync(cancellation);
    }

    public ValueTask FailAsync(Problem problem, CancellationToken cancellation)
    {
        Buffer.Clear();
        PutProblem(problem);
        return SendAsync(cancellation);
    }

    public ValueTask DisposeAsync()
    {
        Buffer.Dispose();
        return ValueTask.CompletedTask;
    }

    protected abstract void Put(ReadOnlySpan<byte> wire);

    protected abstract void PutProblem(Problem problem);

    protected virtual void PutHeartbeat()
    {
    }

    protected virtual void PutEnd()
    {
    }

    protected void PutJson(ReadOnlySpan<byte> wire) => call.Binding.Output.WriteJson(wire, Buffer, call.Binding.ResponseBody);

    protected void PutProblemJson(Problem problem) => problems.Write(context, problem, Buffer);

    protected void PutText(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Buffer.GetSpan(text.Length));
        Buffer.Advance(text.Length);
    }

    private async ValueTask SendAsync(CancellationToken cancellation)
    {
        var result = await context.Response.BodyWriter.WriteAsync(Buffer.WrittenMemory, cancellation);
        if (result.IsCompleted)
        {
            throw new OperationCanceledException("The client has gone.");
        }
    }
}
