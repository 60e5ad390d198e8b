using System.Collections.Concurrent;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.Codec;

/// <summary>
/// Turns protobuf wire bytes into JSON and back by plans made from descriptors, without making message objects.
/// Plans are made once a message type; a codec is safe for use by many threads.
/// </summary>
public sealed class ProtoJsonCodec
{
    private readonly ConcurrentDictionary<string, MessagePlan> _plans = new(StringComparer.Ordinal);
    private readonly CodecContext _context;
    private readonly Lock _building = new();

    /// <summary>Makes a codec.</summary>
    /// <param name="options">How JSON is written and read; standard proto3 JSON when not given.</param>
    public ProtoJsonCodec(ProtoJsonOptions? options = null)
    {
        Options = options ?? new ProtoJsonOptions();
        _context = new CodecContext(Options, name => Options.TypeRegistry.Find(name) is { } type ? PlanOf(type) : null);
    }

    /// <summary>How JSON is written and read. Not to be changed once the codec is in use.</summary>
    public ProtoJsonOptions Options { get; }

    /// <summary>The writer and reader of a message type.</summary>
    /// <param name="descriptor">The message type.</param>
    /// <returns>The writer and reader, to be kept by who uses it often.</returns>
    public ProtoJsonMessage For(MessageDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return new ProtoJsonMessage(PlanOf(descriptor));
    }

    internal MessagePlan PlanOf(MessageDescriptor descriptor)
    {
        if (_plans.TryGetValue(descriptor.FullName, out var plan))
        {
            return plan;
        }

        lock (_building)
        {
            return new PlanBuilder(_context, _plans).Build(descriptor);
        }
    }
}
