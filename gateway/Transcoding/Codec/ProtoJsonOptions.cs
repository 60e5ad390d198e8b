using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Codec;

/// <summary>
/// How a <see cref="ProtoJsonCodec"/> writes and reads JSON. As it is made, it is standard proto3 JSON; every departure from it is a
/// choice.
/// </summary>
public sealed class ProtoJsonOptions
{
    /// <summary>How deep messages may nest, unless <see cref="MaxDepth"/> says otherwise. The same as in Google.Protobuf.</summary>
    public const int DefaultMaxDepth = 100;

    /// <summary>How many bytes a message may have on the wire, unless <see cref="MaxMessageBytes"/> says otherwise.</summary>
    public const int DefaultMaxMessageBytes = 4 * 1024 * 1024;

    /// <summary>How many elements a list or a map may have, unless <see cref="MaxElements"/> says otherwise.</summary>
    public const int DefaultMaxElements = 1_000_000;

    /// <summary>Writes a field without a value as <c>null</c> where it could have none: <c>optional</c> scalars and messages. Members of a
    /// oneof stay away.</summary>
    public bool WriteNulls { get; set; }

    /// <summary>
    /// Writes a field that cannot be unset with its default value, an empty list as <c>[]</c> and an empty map as <c>{}</c>.
    /// </summary>
    public bool WriteDefaults { get; set; }

    /// <summary>Writes the names of the proto file (<c>snake_case</c>), also in a <c>google.protobuf.FieldMask</c>. Both kinds of names are
    /// always read; in a mask, only with this.</summary>
    public bool ProtoNames { get; set; }

    /// <summary>Writes 64-bit integers as JSON numbers where every JSON reader can hold them (up to 2^53 - 1), as strings beyond.</summary>
    public bool Int64AsNumber { get; set; }

    /// <summary>Refuses a request that has fields which the message does not have. They are skipped otherwise.</summary>
    public bool RejectUnknownFields { get; set; }

    /// <summary>Leaves out a value, an element or a map's entry whose enum word is not known, instead of refusing the request.</summary>
    public bool IgnoreUnknownEnumWords { get; set; }

    /// <summary>The word of an enum value, or null for its name in the proto file. Names and numbers are always read.</summary>
    public Func<EnumValueDescriptor, string?>? EnumWord { get; set; }

    /// <summary>
    /// Tells the fields that are left out when they have no value, whatever <see cref="WriteNulls"/> and <see cref="WriteDefaults"/> say.
    /// </summary>
    public Func<FieldDescriptor, bool>? OmitWhenUnset { get; set; }

    /// <summary>The response header that a string field travels in, or null for a field of the body.</summary>
    public Func<FieldDescriptor, string?>? ResponseHeader { get; set; }

    /// <summary>The types that a <c>google.protobuf.Any</c> may hold.</summary>
    public TypeRegistry TypeRegistry { get; set; } = TypeRegistry.Empty;

    /// <summary>How many levels of messages may nest, the outermost among them. Levels are those of the wire: an entry of a map is one, and
    /// so are
    /// <c>Value</c>, <c>Struct</c> and <c>ListValue</c> each. What is read is never deeper than a service reads that keeps to the same
    /// limit.</summary>
    public int MaxDepth { get; set; } = DefaultMaxDepth;

    /// <summary>How many bytes a message may have on the wire.</summary>
    public int MaxMessageBytes { get; set; } = DefaultMaxMessageBytes;

    /// <summary>How many elements a list or a map may have.</summary>
    public int MaxElements { get; set; } = DefaultMaxElements;

    /// <summary>How many invalid fields of one request are named before the rest is left alone.</summary>
    public int MaxFaults { get; set; } = 100;
}
