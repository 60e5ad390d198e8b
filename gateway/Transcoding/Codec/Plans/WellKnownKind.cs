namespace GrpcTranscoding.Codec.Plans;

/// <summary>Message types that have a JSON form of their own.</summary>
internal enum WellKnownKind : byte
{
    None,
    Timestamp,
    Duration,
    FieldMask,
    Wrapper,
    Struct,
    Value,
    ListValue,
    Any,
}
