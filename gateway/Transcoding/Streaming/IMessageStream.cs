using GrpcTranscoding.Errors;

namespace GrpcTranscoding.Streaming;

/// <summary>How the messages of a streaming call go to a JSON client. Each write waits until the client has room, which holds the service back in
/// turn.</summary>
internal interface IMessageStream : IAsyncDisposable
{
    /// <summary>Whether the client has been answered, so that an error can no longer be an HTTP status.</summary>
    bool HasStarted { get; }

    ValueTask StartAsync(CancellationToken cancellation);

    ValueTask WriteAsync(ReadOnlyMemory<byte> wire, CancellationToken cancellation);

    /// <summary>Shows a client, and all between, that the connection is alive although nothing happens.</summary>
    ValueTask HeartbeatAsync(CancellationToken cancellation);

    ValueTask CompleteAsync(CancellationToken cancellation);

    ValueTask FailAsync(Problem problem, CancellationToken cancellation);
}
