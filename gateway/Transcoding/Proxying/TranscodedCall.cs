using System.Buffers.Binary;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Proxying;

/// <summary>A JSON request on its way through YARP's pipeline as a gRPC call. A feature of the request; the forwarder sets the outcome.</summary>
internal sealed class TranscodedCall(HttpBinding binding, WireWriter frame)
{
    /// <summary>The compressed flag and the length of a gRPC message.</summary>
    public const int PrefixBytes = 5;

    public HttpBinding Binding => binding;

    public GrpcOutcome? Outcome { get; set; }

    /// <summary>The request as one gRPC frame.</summary>
    public ReadOnlyMemory<byte> Frame()
    {
        var whole = frame.WholeMemory;
        whole.Span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(whole.Span[1..], (uint)frame.Length);
        return whole;
    }
}
