using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using Microsoft.AspNetCore.Http;

namespace GrpcTranscoding.Streaming;

/// <summary>A stream of <c>google.api.HttpBody</c>: the bytes of all messages are one body, of the type that the first one names.</summary>
internal sealed class RawStream(HttpContext context, TranscodedCall call, TranscodingOptions options) : IMessageStream
{
    private AnswerMetadata? _metadata;

    public bool HasStarted => context.Response.HasStarted;

    // The type is known with the first message only.
    public ValueTask StartAsync(AnswerMetadata? metadata, CancellationToken cancellation)
    {
        _metadata = metadata;
        return ValueTask.CompletedTask;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> wire, CancellationToken cancellation)
    {
        if (!HasStarted)
        {
            Prepare(RawBodies.Read(call.Binding, wire).ContentType);
        }

        var result = await context.Response.BodyWriter.WriteAsync(RawBodies.ReadData(call.Binding, wire), cancellation);
        if (result.IsCompleted)
        {
            throw new OperationCanceledException("The client has gone.");
        }
    }

    public ValueTask HeartbeatAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync(CancellationToken cancellation)
    {
        if (HasStarted)
        {
            return ValueTask.CompletedTask;
        }

        Prepare(RawBodies.UnknownType);
        return new ValueTask(context.Response.StartAsync(cancellation));
    }

    public ValueTask FailAsync(Problem problem, CancellationToken cancellation)
    {
        // A body of bytes has no place for an error: it is cut off, so that nobody takes it for whole.
        context.Abort();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Prepare(string type)
    {
        _metadata?.CopyTo(options.ResponseNames, context.Response.Headers);
        context.Response.ContentType = type;
    }
}
