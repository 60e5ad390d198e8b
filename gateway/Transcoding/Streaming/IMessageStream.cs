using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;

namespace GrpcTranscoding.Streaming;

/// <summary>How the messages of a streaming call go to a JSON client. Each write waits until the client has room, which holds the service
/// back in turn.</summary>
internal interface IMessageStream : IAsyncDisposable
{
    /// <summary>Whether the client has been answered, so that an error can no longer be an HTTP status.</summary>
    bool HasStarted { get; }

    /// <summary>Answers the client.</summary>
    /// <param name="metadata">What the service said of its answer; null when the client is answered before the service.</param>
    /// <param name="cancellation">Ends it.</param>
    ValueTask StartAsync(AnswerMetadata? metadata, CancellationToken cancellation);

    ValueTask WriteAsync(ReadOnlyMemory<byte> wire, CancellationToken cancellation);

    /// <summary>Shows a client, and all between, that the connection is alive although nothing happens.</summary>
    ValueTask HeartbeatAsync(CancellationToken cancellation);

    ValueTask CompleteAsync(CancellationToken cancellation);

    ValueTask FailAsync(Problem problem, CancellationToken cancellation);
}
