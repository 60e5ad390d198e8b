using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Codec.Plans;

/// <summary>All that writing and reading a field needs, worked out once.</summary>
internal sealed class FieldPlan
{
    public required FieldDescriptor Descriptor { get; init; }

    public required int Number { get; init; }

    public required FieldKind Kind { get; init; }

    /// <summary>Its place in the message's plan.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The name as the options want it written, for error paths.</summary>
    public required string Name { get; init; }

    /// <summary>The name as UTF-8.</summary>
    public required byte[] NameBytes { get; init; }

    /// <summary>A comma, the quoted name and a colon.</summary>
    public required byte[] Prefix { get; init; }

    /// <summary>A comma, the quoted name, a colon and the value, for a field that has no value; null when it is left out then.</summary>
    public required byte[]? Unset { get; init; }

    public required bool IsRepeated { get; init; }

    public required bool IsMap { get; init; }

    /// <summary>Whether it can be told to have no value.</summary>
    public required bool HasPresence { get; init; }

    /// <summary>Whether the wire default must be left out although it is there.</summary>
    public required bool SkipDefault { get; init; }

    /// <summary>The index of its oneof in the message, or -1.</summary>
    public required int Oneof { get; init; }

    public required bool WritesPacked { get; init; }

    public required bool LongsAsNumbers { get; init; }

    public required int MaxElements { get; init; }

    /// <summary>The response header it travels in; it is then no part of the body.</summary>
    public string? Header { get; init; }

    public EnumPlan? Enum { get; init; }

    /// <summary>The plan of its message type. Set when all plans are made, since messages may contain themselves.</summary>
    public MessagePlan? Message { get; set; }

    public FieldPlan MapKey => Message!.Fields[0];

    public FieldPlan MapValue => Message!.Fields[1];

    /// <summary>The wire type of one value.</summary>
    public int WireType => WireTypeOf(Kind);

    public bool IsPackable => IsRepeated && Kind < FieldKind.String;

    public bool Accepts(int wireType) => wireType == WireType || (wireType == 2 && IsPackable);

    private static int WireTypeOf(FieldKind kind) => kind switch
    {
        FieldKind.Fixed32 or FieldKind.SFixed32 or FieldKind.Float => 5,
        FieldKind.Fixed64 or FieldKind.SFixed64 or FieldKind.Double => 1,
        FieldKind.String or FieldKind.Bytes or FieldKind.Message => 2,
        _ => 0,
    };
}
