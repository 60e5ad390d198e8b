using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;

namespace GrpcTranscoding.OpenApi;

/// <summary>JSON schemas of single values that are neither messages nor enums.</summary>
internal sealed class ScalarSchemas(ProtoJsonOptions json, OpenApiOptions options)
{
    public JsonObject Of(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => new JsonObject { ["type"] = "boolean" },
        FieldType.String => Text(field),
        FieldType.Bytes => new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64" },
        FieldType.Double => new JsonObject { ["type"] = "number", ["format"] = "double" },
        FieldType.Float => new JsonObject { ["type"] = "number", ["format"] = "float" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => new JsonObject { ["type"] = "integer", ["format"] = "int32" },
        FieldType.UInt32 or FieldType.Fixed32 =>
            new JsonObject { ["type"] = "integer", ["format"] = "uint32", ["minimum"] = 0, ["maximum"] = uint.MaxValue },
        FieldType.UInt64 or FieldType.Fixed64 => Long(field, "uint64", "^[0-9]+$", minimum: 0),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => Long(field, "int64", "^-?[0-9]+$", minimum: null),
        _ => throw new NotSupportedException($"Fields of type {field.FieldType} have no JSON form."),
    };

    /// <summary>Proto3 JSON has 64-bit integers as text, since many readers of JSON would round them. Written as numbers, they are still
    /// text where that is so.</summary>
    private JsonObject Long(FieldDescriptor field, string format, string pattern, int? minimum)
    {
        var isSafe = json.Int64AsNumber && options.IsSafeInteger(field);
        JsonNode type = isSafe ? "integer" : json.Int64AsNumber ? new JsonArray("integer", "string") : "string";
        var schema = new JsonObject { ["type"] = type, ["format"] = format };
        if (minimum is not null && json.Int64AsNumber)
        {
            schema["minimum"] = minimum;
        }

        if (!isSafe)
        {
            schema["pattern"] = pattern;
        }

        return schema;
    }

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
}
