using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.OpenApi;

/// <summary>JSON schemas of messages as the codec writes and reads them.</summary>
internal sealed class SchemaBuilder(ProtoJsonOptions json, ProtoComments comments)
{
    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    /// <summary>All schemas that were referred to, to be the document's components.</summary>
    public IEnumerable<KeyValuePair<string, JsonNode?>> Schemas => _schemas.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value));

    /// <summary>The schema of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isInput">Whether it is read: then no field has to be there.</param>
    public JsonObject Message(MessageDescriptor message, bool isInput)
    {
        if (WellKnownSchema(message, isInput) is { } known)
        {
            return known;
        }

        var name = isInput ? message.FullName + ".Input" : message.FullName;
        if (!_schemas.ContainsKey(name))
        {
            _schemas.Add(name, new JsonObject());
            _schemas[name] = Object(message, isInput, new HashSet<string>());
        }

        return Reference(name);
    }

    /// <summary>The object schema of a message without some of its fields.</summary>
    public JsonObject Object(MessageDescriptor message, bool isInput, IReadOnlySet<string> without)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in message.Fields.InDeclarationOrder().Where(f => f.FieldType != FieldType.Group && !without.Contains(f.Name)))
        {
            if (!isInput && HeaderOf(field) is not null)
            {
                continue;
            }

            var name = NameOf(field);
            properties[name] = Property(field, isInput);
            if (!isInput && IsAlwaysWritten(field))
            {
                required.Add(name);
            }
        }

        var schema = new JsonObject { ["type"] = "object" };
        Describe(schema, message.FullName);
        schema["properties"] = properties;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    public JsonObject Property(FieldDescriptor field, bool isInput)
    {
        var schema = Field(field, isInput);
        if (field.HasPresence && field.RealContainingOneof is null && (isInput || (json.WriteNulls && IsAlwaysWritten(field))))
        {
            schema = Nullable(schema);
        }

        return Describe(schema, field.FullName);
    }

    public JsonObject Field(FieldDescriptor field, bool isInput)
    {
        if (field.IsMap)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(field.MessageType.FindFieldByNumber(2), isInput) };
        }

        return field.IsRepeated ? new JsonObject { ["type"] = "array", ["items"] = Value(field, isInput) } : Value(field, isInput);
    }

    public string NameOf(FieldDescriptor field) => json.ProtoNames ? field.Name : field.JsonName;

    public string? HeaderOf(FieldDescriptor field) => field.FieldType == FieldType.String && !field.IsRepeated ? json.ResponseHeader?.Invoke(field) : null;

    public JsonObject Describe(JsonObject schema, string fullName)
    {
        if (comments.Of(fullName) is { } text)
        {
            schema["description"] = text;
        }

        return schema;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private static JsonObject Nullable(JsonObject schema)
    {
        if (schema["type"] is JsonValue type)
        {
            schema["type"] = new JsonArray(type.GetValue<string>(), "null");
            (schema["enum"] as JsonArray)?.Add(null);
            return schema;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    private bool IsAlwaysWritten(FieldDescriptor field)
    {
        if (json.OmitWhenUnset?.Invoke(field) == true || field.RealContainingOneof is not null)
        {
            return false;
        }

        return field.HasPresence ? json.WriteNulls : json.WriteDefaults;
    }

    private JsonObject Value(FieldDescriptor field, bool isInput) => field.FieldType switch
    {
        FieldType.Message => Message(field.MessageType, isInput),
        FieldType.Enum => Enum(field.EnumType),
        FieldType.Bool => new JsonObject { ["type"] = "boolean" },
        FieldType.String => Text(field),
        FieldType.Bytes => new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
        FieldType.Double => new JsonObject { ["type"] = "number", ["format"] = "double" },
        FieldType.Float => new JsonObject { ["type"] = "number", ["format"] = "float" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 => new JsonObject { ["type"] = "integer", ["format"] = "int64", ["minimum"] = 0 },
        _ => new JsonObject { ["type"] = json.Int64AsNumber ? "integer" : "string", ["format"] = "int64" },
    };

    /// <summary>AIP-202: <c>google.api.field_info</c> says what kind of text it is.</summary>
    private static JsonObject Text(FieldDescriptor field)
    {
        var schema = new JsonObject { ["type"] = "string" };
        var format = field.GetOptions()?.GetExtension(FieldInfoExtensions.FieldInfo)?.Format switch
        {
            FieldInfo.Types.Format.Uuid4 => "uuid",
            FieldInfo.Types.Format.Ipv4 => "ipv4",
            FieldInfo.Types.Format.Ipv6 => "ipv6",
            _ => null,
        };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private JsonObject Enum(EnumDescriptor type)
    {
        if (type.FullName == WellKnown.NullValue)
        {
            return new JsonObject { ["type"] = "null" };
        }

        if (!_schemas.ContainsKey(type.FullName))
        {
            var words = new JsonArray();
            var lines = new List<string> { comments.Of(type.FullName) ?? "" };
            foreach (var value in type.Values)
            {
                var word = json.EnumWord?.Invoke(value);
                // A zero without a word is no word that anybody should send or is sent on purpose.
                if (word is not null || json.EnumWord is null || value.Number != 0)
                {
                    words.Add(word ?? value.Name);
                    lines.Add($"- `{word ?? value.Name}`: {comments.Of($"{type.FullName}.{value.Name}")}");
                }
            }

            _schemas.Add(type.FullName, new JsonObject { ["type"] = "string", ["description"] = string.Join('\n', lines).Trim(), ["enum"] = words });
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
