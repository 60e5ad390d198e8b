using System.Buffers.Binary;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Errors;

namespace GrpcTranscoding.Proxying;

/// <summary>
/// A JSON request on its way through YARP's pipeline as a gRPC call. A feature of the request; the forwarder sets the outcome.
/// </summary>
internal sealed class TranscodedCall(HttpBinding binding, WireWriter? pathFields, WireWriter frame, bool isUpload) : IDisposable
{
    /// <summary>The compressed flag and the length of a gRPC message.</summary>
    public const int PrefixBytes = 5;

    public HttpBinding Binding => binding;

    /// <summary>The fields that the path gives, as wire bytes.</summary>
    public WireWriter? PathFields => pathFields;

    /// <summary>Whether the messages of the client come over a WebSocket, instead of being the request.</summary>
    public bool IsUpload => isUpload;

    public GrpcOutcome? Outcome { get; set; }

    /// <summary>Why a message that the client sent later was refused.</summary>
    public Problem? Refusal { get; set; }

    /// <summary>How long the client gives the call.</summary>
    public TimeSpan ClientTimeout { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Whether the client gave the last try less time than the gateway would have: that it passed is nobody's fault.</summary>
    public bool IsClientsDeadline { get; set; }

    /// <summary>When the first try began, by the time provider's timestamp.</summary>
    public long? Began { get; set; }

    /// <summary>Whether another destination can be tried, should this one take too long.</summary>
    public bool HasOtherDestinations { get; set; }

    /// <summary>Whether the last try did not come as far as a connection.</summary>
    public bool WasNeverSent { get; set; }

    /// <summary>Whether the deadline, which covers all tries, has passed.</summary>
    public bool IsOverdue { get; set; }

    /// <summary>The request as one gRPC frame.</summary>
    public ReadOnlyMemory<byte> Frame() => Frame(frame);

    public static ReadOnlyMemory<byte> Frame(WireWriter frame)
    {
        var whole = frame.WholeMemory;
        whole.Span[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(whole.Span[1..], (uint)frame.Length);
        return whole;
    }

    public void Dispose()
    {
        pathFields?.Dispose();
        Outcome?.Dispose();
        // A call that broke off may have left the client still sending from the frame: it is left to the collector.
        if (Outcome is { Failure: null })
        {
            frame.Dispose();
        }
    }
}
