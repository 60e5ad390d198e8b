using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Codec.Plans;

/// <summary>Makes the plan of a message type and of all that it contains.</summary>
internal sealed class PlanBuilder(CodecContext context, IDictionary<string, MessagePlan> known)
{
    private readonly Dictionary<string, EnumPlan> _enums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MessagePlan> _made = new(StringComparer.Ordinal);

    public MessagePlan Build(MessageDescriptor root)
    {
        var plan = MessageOf(root);
        // Shared with other threads only when every field knows its message.
        foreach (var (name, made) in _made)
        {
            known[name] = made;
        }

        return plan;
    }

    private MessagePlan MessageOf(MessageDescriptor descriptor)
    {
        if (known.TryGetValue(descriptor.FullName, out var plan) || _made.TryGetValue(descriptor.FullName, out plan))
        {
            return plan;
        }

        var fields = descriptor.Fields.InDeclarationOrder().Where(f => f.FieldType != FieldType.Group).Select(FieldOf).ToArray();
        plan = new MessagePlan(descriptor, fields, context);
        _made.Add(descriptor.FullName, plan);
        foreach (var field in fields.Where(f => f.Kind == FieldKind.Message))
        {
            field.Message = MessageOf(field.Descriptor.MessageType);
        }

        return plan;
    }

    private FieldPlan FieldOf(FieldDescriptor field, int ordinal)
    {
        var options = context.Options;
        var isEntry = field.ContainingType.GetOptions()?.MapEntry == true;
        var name = options.ProtoNames ? field.Name : field.JsonName;
        var prefix = $",\"{JsonEncodedText.Encode(name)}\":";
        var enumPlan = field.FieldType == FieldType.Enum ? EnumOf(field.EnumType) : null;
        var omit = options.OmitWhenUnset?.Invoke(field) == true;
        var unset = omit ? null : UnsetValue(field, enumPlan);
        return new FieldPlan
        {
            Descriptor = field,
            Number = field.FieldNumber,
            Kind = KindOf(field.FieldType),
            Ordinal = ordinal,
            Name = name,
            NameBytes = Encoding.UTF8.GetBytes(name),
            Prefix = Encoding.UTF8.GetBytes(prefix),
            Unset = unset is null ? null : Encoding.UTF8.GetBytes(prefix + unset),
            IsRepeated = field.IsRepeated && !field.IsMap,
            IsMap = field.IsMap,
            HasPresence = field.HasPresence,
            SkipDefault = !isEntry && !field.HasPresence && !field.IsRepeated && (omit || !options.WriteDefaults),
            Oneof = field.RealContainingOneof?.Index ?? -1,
            WritesPacked = field.IsRepeated && field.IsPacked,
            // A map's keys are strings in JSON whatever their type.
            LongsAsNumbers = options.Int64AsNumber && !(isEntry && field.FieldNumber == 1),
            MaxElements = options.MaxElements,
            Header = field.FieldType == FieldType.String && !field.IsRepeated ? options.ResponseHeader?.Invoke(field) : null,
            Enum = enumPlan,
        };
    }

    private string? UnsetValue(FieldDescriptor field, EnumPlan? enumPlan)
    {
        var options = context.Options;
        if (field.IsMap || field.IsRepeated)
        {
            return !options.WriteDefaults ? null : field.IsMap ? "{}" : "[]";
        }

        if (field.HasPresence)
        {
            // The members of a oneof are alternatives; a null for each that was not chosen would say nothing.
            return options.WriteNulls && field.RealContainingOneof is null ? "null" : null;
        }

        return !options.WriteDefaults ? null : DefaultOf(KindOf(field.FieldType), enumPlan);
    }

    private string DefaultOf(FieldKind kind, EnumPlan? enumPlan) => kind switch
    {
        FieldKind.Bool => "false",
        FieldKind.String or FieldKind.Bytes => "\"\"",
        FieldKind.Enum => enumPlan!.TextOf(0) is { } text ? Encoding.UTF8.GetString(text) : "0",
        FieldKind.Int64 or FieldKind.SInt64 or FieldKind.SFixed64 or FieldKind.UInt64 or FieldKind.Fixed64
            => context.Options.Int64AsNumber ? "0" : "\"0\"",
        _ => "0",
    };

    private EnumPlan EnumOf(EnumDescriptor descriptor)
    {
        if (!_enums.TryGetValue(descriptor.FullName, out var plan))
        {
            _enums.Add(descriptor.FullName, plan = new EnumPlan(descriptor, context.Options.EnumWord));
        }

        return plan;
    }

    private static FieldKind KindOf(FieldType type) => type switch
    {
        FieldType.Int32 => FieldKind.Int32,
        FieldType.SInt32 => FieldKind.SInt32,
        FieldType.SFixed32 => FieldKind.SFixed32,
        FieldType.UInt32 => FieldKind.UInt32,
        FieldType.Fixed32 => FieldKind.Fixed32,
        FieldType.Int64 => FieldKind.Int64,
        FieldType.SInt64 => FieldKind.SInt64,
        FieldType.SFixed64 => FieldKind.SFixed64,
        FieldType.UInt64 => FieldKind.UInt64,
        FieldType.Fixed64 => FieldKind.Fixed64,
        FieldType.Float => FieldKind.Float,
        FieldType.Double => FieldKind.Double,
        FieldType.Bool => FieldKind.Bool,
        FieldType.Enum => FieldKind.Enum,
        FieldType.String => FieldKind.String,
        FieldType.Bytes => FieldKind.Bytes,
        FieldType.Message => FieldKind.Message,
        _ => throw new NotSupportedException($"Fields of type {type} have no JSON form."),
    };
}
