using System.Buffers;
using System.Text;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Binding;

/// <summary>
/// A way through messages to a field that a text can fill: the one that a path variable or a query parameter names. A map's entry is named
/// as <c>map[key]</c>, the way of grpc-gateway and of OpenAPI's <c>deepObject</c>.
/// </summary>
internal sealed class FieldPath(FieldPlan[] fields, string? key = null)
{
    public FieldPlan Leaf => fields[^1];

    /// <summary>The name as answers write it, for errors.</summary>
    public string Name => string.Join('.', fields.Select(f => f.Name)) + (key is null ? "" : $"[{key}]");

    /// <summary>The same for all names of a field, and for all spellings of a map's key.</summary>
    public string Identity => key is null ? Name : $"{string.Join('.', fields.Select(f => f.Name))}[{CanonicalKey() ?? key}]";

    /// <summary>The fields on the way, the named one at its end.</summary>
    public ReadOnlySpan<FieldPlan> Fields => fields;

    /// <summary>How many messages there are on the way, the outermost and a message at its end among them.</summary>
    public int Levels =>
        fields.Length + (Leaf.Kind == FieldKind.Message ? 1 : 0) + (Leaf.IsMap && Leaf.MapValue.Kind == FieldKind.Message ? 1 : 0);

    /// <summary>Whether a field on the way is a member of a oneof.</summary>
    public bool HasOneof { get; } = Array.Exists(fields, f => f.Oneof >= 0);

    public string Requirement => key is null ? RequirementOf(Leaf)
        : CanonicalKey() is null ? $"has a key which {ScalarText.Requirement(Leaf.MapKey)}"
        : RequirementOf(Leaf.MapValue);

    /// <summary>Follows a dotted path of JSON or proto names.</summary>
    /// <param name="root">Where it begins.</param>
    /// <param name="path">The names.</param>
    /// <param name="fault">Why there is no such path.</param>
    public static FieldPath? Find(MessagePlan root, ReadOnlySpan<char> path, out string fault)
    {
        var fields = new List<FieldPlan>();
        var message = root;
        string? key = null;
        if (path.Length > 0 && path[^1] == ']' && path.IndexOf('[') is var bracket and > 0)
        {
            key = path[(bracket + 1)..^1].ToString();
            path = path[..bracket];
        }

        foreach (var part in path.Split('.'))
        {
            if (message is null || message.WellKnown != WellKnownKind.None)
            {
                fault = $"{fields[^1].Descriptor.FullName} has no fields that can be named";
                return null;
            }

            if (FieldOf(message, path[part]) is not { } field)
            {
                fault = $"{message.Descriptor.FullName} has no field \"{path[part]}\"";
                return null;
            }

            if (fields.Count > 0 && fields[^1].IsRepeated)
            {
                fault = $"{fields[^1].Descriptor.FullName} is repeated";
                return null;
            }

            fields.Add(field);
            message = field.IsMap ? null : field.Message;
        }

        if (fields[^1].IsMap != (key is not null) || !IsText(fields[^1].IsMap ? fields[^1].MapValue : fields[^1]))
        {
            fault = $"{fields[^1].Descriptor.FullName} cannot be given as text";
            return null;
        }

        fault = "";
        return new FieldPath([.. fields], key);
    }

    /// <summary>Whether this field is, or is inside, one of the fields.</summary>
    public bool IsWithin(FieldPath other) => fields.Length >= other.Length && other.Matches(fields);

    /// <summary>The oneof of which a message already has another member than this path needs, or null.</summary>
    public string? ExcludedBy(ReadOnlySpan<byte> wire) => HasOneof ? ExcludedBy(wire, 0) : null;

    private int Length => fields.Length;

    private bool Matches(FieldPlan[] longer) => longer.AsSpan(0, fields.Length).SequenceEqual(fields);

    /// <summary>Writes the field with the value of a text; false when the text is none of its type.</summary>
    public bool TryWrite(ReadOnlySpan<char> text, WireWriter output)
    {
        byte[]? rented = null;
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = size <= 512 ? stackalloc byte[512] : (rented = ArrayPool<byte>.Shared.Rent(size));
        var before = output.Length;
        var written = TryWrite(0, utf8[..Encoding.UTF8.GetBytes(text, utf8)], output);
        if (!written)
        {
            output.Rewind(before);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return written;
    }

    private string? ExcludedBy(ReadOnlySpan<byte> wire, int at)
    {
        var field = fields[at];
        var oneof = field.Descriptor.RealContainingOneof;
        for (var reader = new WireReader(wire); !reader.AtEnd;)
        {
            var tag = reader.ReadTag();
            var number = (int)(tag >> 3);
            if (number == field.Number && at < fields.Length - 1)
            {
                if (ExcludedBy(reader.ReadBytes(), at + 1) is { } inner)
                {
                    return inner;
                }

                continue;
            }

            if (number != field.Number && oneof?.Fields.Any(f => f.FieldNumber == number) == true)
            {
                return oneof.Name;
            }

            reader.Skip(tag);
        }

        return null;
    }

    private static FieldPlan? FieldOf(MessagePlan message, ReadOnlySpan<char> name)
    {
        if (name.Length > 128)
        {
            return null;
        }

        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(128)];
        return message.Find(utf8[..Encoding.UTF8.GetBytes(name, utf8)]);
    }

    private static bool IsText(FieldPlan field) =>
        field.Kind != FieldKind.Message || field.Message!.WellKnown
            is WellKnownKind.Timestamp or WellKnownKind.Duration or WellKnownKind.FieldMask or WellKnownKind.Wrapper;

    private bool TryWrite(int at, ReadOnlySpan<byte> text, WireWriter output)
    {
        var field = fields[at];
        output.WriteTag(field.Number, field.WireType);
        if (field.Kind != FieldKind.Message)
        {
            return ScalarText.TryWrite(field, text, output);
        }

        var start = output.Begin();
        var written = at < fields.Length - 1 ? TryWrite(at + 1, text, output)
            : field.IsMap ? TryWriteEntry(field, text, output)
            : TryWriteMessage(field.Message!, text, output);
        output.End(start);
        return written;
    }

    private bool TryWriteEntry(FieldPlan map, ReadOnlySpan<byte> text, WireWriter output) =>
        TryWriteKey(map.MapKey, output) && new FieldPath([map.MapValue]).TryWrite(0, text, output);

    private bool TryWriteKey(FieldPlan field, WireWriter output)
    {
        output.WriteTag(field.Number, field.WireType);
        return ScalarText.TryWrite(field, Encoding.UTF8.GetBytes(key!), output);
    }

    /// <summary>The key's wire bytes; null when the text is no key of the map.</summary>
    private string? CanonicalKey()
    {
        using var wire = new WireWriter(int.MaxValue);
        return TryWriteKey(Leaf.MapKey, wire) ? Convert.ToHexString(wire.WrittenSpan) : null;
    }

    private static string RequirementOf(FieldPlan field) =>
        field.Kind == FieldKind.Message ? WellKnownReader.Requirement(field.Message!) : ScalarText.Requirement(field);

    private static bool TryWriteMessage(MessagePlan message, ReadOnlySpan<byte> text, WireWriter output)
    {
        if (message.WellKnown != WellKnownKind.Wrapper)
        {
            return WellKnownReader.TryWriteText(message, text, output);
        }

        output.WriteTag(1, message.Fields[0].WireType);
        return ScalarText.TryWrite(message.Fields[0], text, output);
    }
}
