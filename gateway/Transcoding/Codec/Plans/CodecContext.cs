namespace GrpcTranscoding.Codec.Plans;

/// <summary>What all plans of a codec share.</summary>
internal sealed record CodecContext(ProtoJsonOptions Options, Func<string, MessagePlan?> FindType);
