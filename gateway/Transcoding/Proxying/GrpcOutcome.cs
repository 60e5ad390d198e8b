using System.Buffers;
using GrpcTranscoding.Errors;

namespace GrpcTranscoding.Proxying;

/// <summary>How a call ended.</summary>
internal sealed class GrpcOutcome : IDisposable
{
    private byte[]? _rented;

    public int Status { get; init; }

    public string Message { get; init; } = "";

    public string? DetailsBin { get; init; }

    /// <summary>Set where the call did not come to a gRPC status: the gateway's own word about it.</summary>
    public Problem? Failure { get; init; }

    public AnswerMetadata? Metadata { get; init; }

    /// <summary>The message of a unary call.</summary>
    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>Takes a message over, with the rented buffer that it is in.</summary>
    public GrpcOutcome WithPayload(byte[] rented, ReadOnlyMemory<byte> payload)
    {
        _rented = rented;
        Payload = payload;
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            Payload = default;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
