using System.Buffers;
using System.Net.Http.Headers;
using GrpcTranscoding.Errors;

namespace GrpcTranscoding.Proxying;

/// <summary>How a unary call ended.</summary>
internal sealed class GrpcOutcome : IDisposable
{
    private byte[]? _rented;
    private int _length;

    public int Status { get; init; }

    public string Message { get; init; } = "";

    public string? DetailsBin { get; init; }

    /// <summary>Set where the call did not come to a gRPC status: the gateway's own word about it.</summary>
    public Problem? Failure { get; init; }

    public HttpResponseHeaders? Headers { get; init; }

    public ReadOnlySpan<byte> Payload => _rented.AsSpan(0, _length);

    /// <summary>Takes a rented buffer over.</summary>
    public GrpcOutcome WithPayload(byte[]? rented, int length)
    {
        _rented = rented;
        _length = length;
        return this;
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
            _length = 0;
        }
    }
}
