using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Codec.Plans;

internal static class WellKnown
{
    public const string NullValue = "google.protobuf.NullValue";

    public static WellKnownKind KindOf(MessageDescriptor descriptor) => descriptor.FullName switch
    {
        "google.protobuf.Timestamp" => WellKnownKind.Timestamp,
        "google.protobuf.Duration" => WellKnownKind.Duration,
        "google.protobuf.FieldMask" => WellKnownKind.FieldMask,
        "google.protobuf.Struct" => WellKnownKind.Struct,
        "google.protobuf.Value" => WellKnownKind.Value,
        "google.protobuf.ListValue" => WellKnownKind.ListValue,
        "google.protobuf.Any" => WellKnownKind.Any,
        "google.protobuf.DoubleValue" or "google.protobuf.FloatValue" or "google.protobuf.Int64Value" or "google.protobuf.UInt64Value"
            or "google.protobuf.Int32Value" or "google.protobuf.UInt32Value" or "google.protobuf.BoolValue" or "google.protobuf.StringValue"
            or "google.protobuf.BytesValue" => WellKnownKind.Wrapper,
        _ => WellKnownKind.None,
    };
}
