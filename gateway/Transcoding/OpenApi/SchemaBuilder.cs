using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.OpenApi;

/// <summary>JSON schemas of messages as the codec writes and reads them.</summary>
internal sealed class SchemaBuilder(ProtoJsonOptions json, OpenApiOptions options, ProtoComments comments)
{
    private const string Input = "Input";

    private readonly ScalarSchemas _scalars = new(json, options);
    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    /// <summary>All schemas that were referred to, to be the document's components.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Schemas =>
        _schemas.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value));

    /// <summary>The schema of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isInput">Whether it is read: then only those fields have to be there that are said to be required.</param>
    public JsonObject Message(MessageDescriptor message, bool isInput)
    {
        if (WellKnownSchema(message, isInput) is { } known)
        {
            return known;
        }

        var name = isInput ? InputName(message) : message.FullName;
        if (!_schemas.ContainsKey(name))
        {
            _schemas.Add(name, new JsonObject());
            _schemas[name] = Object(message, isInput, []);
        }

        return Reference(name);
    }

    /// <summary>The object schema of a message without the fields that come from elsewhere.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isInput">Whether it is read.</param>
    /// <param name="without">Those fields, by their dotted paths.</param>
    public JsonObject Object(MessageDescriptor message, bool isInput, IReadOnlyCollection<string> without)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in Fields(message).Where(f => !without.Contains(NameOf(f)) && (isInput || HeaderOf(f) is null)))
        {
            var name = NameOf(field);
            properties[name] = Property(field, isInput, [.. Below(name, without)]);
            if (isInput ? FieldBehaviors.IsRequired(field) && !FieldBehaviors.IsOutputOnly(field) : IsAlwaysWritten(field))
            {
                required.Add(name);
            }
        }

        var schema = new JsonObject { ["type"] = "object" };
        AddDescription(schema, comments.Of(message.FullName), [.. message.Oneofs.Where(o => !o.IsSynthetic).Select(Alternatives)]);
        if (message.GetOptions()?.Deprecated == true)
        {
            schema["deprecated"] = true;
        }

        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    public JsonObject Field(FieldDescriptor field, bool isInput)
    {
        if (field.IsMap)
        {
            var value = Value(field.MessageType.FindFieldByNumber(2), isInput);
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = value };
        }

        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = Value(field, isInput) } : Value(field, isInput);
    }

    /// <summary>The schema of a field as a text in a path or a query: it is there or not, but never null.</summary>
    public JsonObject Parameter(FieldDescriptor field)
    {
        if (field.FieldType != FieldType.Message || WellKnown.KindOf(field.MessageType) != WellKnownKind.Wrapper)
        {
            return Field(field, isInput: true);
        }

        var value = _scalars.Of(field.MessageType.FindFieldByNumber(1));
        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = value } : value;
    }

    /// <summary>The fields that JSON has. The codec knows no groups.</summary>
    public static IEnumerable<FieldDescriptor> Fields(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Where(f => f.FieldType != FieldType.Group);

    public string NameOf(FieldDescriptor field) => json.ProtoNames ? field.Name : field.JsonName;

    public string? HeaderOf(FieldDescriptor field) =>
        field.FieldType == FieldType.String && !field.IsRepeated ? json.ResponseHeader?.Invoke(field) : null;

    /// <summary>Says what the proto says of a field, and more.</summary>
    public JsonObject Describe(JsonObject schema, FieldDescriptor field, params ReadOnlySpan<string> more)
    {
        AddDescription(schema, comments.Of(field.FullName), more);
        if (FieldBehaviors.IsDeprecated(field))
        {
            schema["deprecated"] = true;
        }

        return schema;
    }

    /// <summary>That only one field of a oneof can be given.</summary>
    public string Alternatives(OneofDescriptor oneof) =>
        oneof.Fields.Count == 1 ? "" : $"At most one of {string.Join(", ", oneof.Fields.Select(f => $"`{NameOf(f)}`"))}.";

    /// <summary>What comes behind a name in dotted paths.</summary>
    public static IEnumerable<string> Below(string name, IEnumerable<string> paths) =>
        paths.Where(p => p.Length > name.Length && p[name.Length] == '.' && p.StartsWith(name, StringComparison.Ordinal))
            .Select(p => p[(name.Length + 1)..]);

    private static void AddDescription(JsonObject schema, string? text, ReadOnlySpan<string> more)
    {
        var all = string.Join(' ', [.. text is null ? [] : new[] { text }, .. more.ToArray().Where(m => m.Length > 0)]);
        if (all.Length > 0)
        {
            schema["description"] = all;
        }
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    // No message has a dash in its name, but it may well have a type inside that is called Input.
    private static string InputName(MessageDescriptor message) =>
        $"{message.FullName}{(message.NestedTypes.Any(t => t.Name == Input) || message.EnumTypes.Any(t => t.Name == Input) ? '-' : '.')}{Input}";

    private static JsonObject Nullable(JsonObject schema)
    {
        if (schema.Count == 0)
        {
            return schema;
        }

        if (!schema.TryGetPropertyValue("type", out var type))
        {
            return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        }

        var types = type is JsonArray several ? several.Select(t => (string)t!) : [(string)type!];
        schema["type"] = new JsonArray([.. types.Where(t => t != "null").Append("null").Select(t => JsonValue.Create(t))]);
        return schema;
    }

    private JsonObject Property(FieldDescriptor field, bool isInput, string[] without)
    {
        // Only a message's fields can have come from elsewhere.
        var schema = without.Length > 0 ? Object(field.MessageType, isInput, without) : Field(field, isInput);
        var mayBeNull = isInput ? !FieldBehaviors.IsRequired(field) : json.WriteNulls && IsAlwaysWritten(field);
        if (field.HasPresence && field.RealContainingOneof is null && mayBeNull)
        {
            schema = Nullable(schema);
        }

        Describe(schema, field, FieldBehaviors.IsImmutable(field) ? "It cannot be changed." : "");
        if (FieldBehaviors.IsOutputOnly(field))
        {
            schema["readOnly"] = true;
        }
        else if (FieldBehaviors.IsInputOnly(field))
        {
            schema["writeOnly"] = true;
        }

        return schema;
    }

    private bool IsAlwaysWritten(FieldDescriptor field)
    {
        if (field.IsRequired)
        {
            return true;
        }

        if (json.OmitWhenUnset?.Invoke(field) == true || field.RealContainingOneof is not null || FieldBehaviors.IsInputOnly(field))
        {
            return false;
        }

        return field.HasPresence ? json.WriteNulls : json.WriteDefaults;
    }

    private JsonObject Value(FieldDescriptor field, bool isInput) => field.FieldType switch
    {
        FieldType.Message => Message(field.MessageType, isInput),
        FieldType.Enum => Enum(field.EnumType),
        _ => _scalars.Of(field),
    };

    private JsonObject Enum(EnumDescriptor type)
    {
        if (type.FullName == WellKnown.NullValue)
        {
            return new JsonObject { ["type"] = "null" };
        }

        if (!_schemas.ContainsKey(type.FullName))
        {
            _schemas.Add(type.FullName, EnumSchemas.Of(type, json.EnumWord, comments));
        }

        return Reference(type.FullName);
    }

    private JsonObject? WellKnownSchema(MessageDescriptor message, bool isInput) => WellKnown.KindOf(message) switch
    {
        WellKnownKind.Timestamp => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        WellKnownKind.Duration => new JsonObject { ["type"] = "string", ["pattern"] = "^-?[0-9]+(\\.[0-9]{1,9})?s$" },
        WellKnownKind.FieldMask => new JsonObject { ["type"] = "string" },
        WellKnownKind.Struct => new JsonObject { ["type"] = "object", ["additionalProperties"] = true },
        WellKnownKind.ListValue => new JsonObject { ["type"] = "array", ["items"] = new JsonObject() },
        WellKnownKind.Value => new JsonObject(),
        WellKnownKind.Any => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
            ["additionalProperties"] = true,
        },
        WellKnownKind.Wrapper => Nullable(Value(message.FindFieldByNumber(1), isInput)),
        _ => null,
    };
}
