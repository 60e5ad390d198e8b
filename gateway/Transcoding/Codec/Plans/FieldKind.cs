namespace GrpcTranscoding.Codec.Plans;

/// <summary>The types of values, in an order that keeps related ones together.</summary>
internal enum FieldKind : byte
{
    Int32,
    SInt32,
    SFixed32,
    UInt32,
    Fixed32,
    Int64,
    SInt64,
    SFixed64,
    UInt64,
    Fixed64,
    Float,
    Double,
    Bool,
    Enum,
    String,
    Bytes,
    Message,
}
