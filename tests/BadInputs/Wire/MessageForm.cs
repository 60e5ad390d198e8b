using System.Text.Json;
using System.Text.Json.Nodes;
using FocusSuite.Protos.Options.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace FocusSuite.BadInputs.Wire;

/// <summary>
/// The form that a success must have, by the message that its proto declares: all fields, in snake_case, explicit nulls, words for enums.
/// </summary>
public static class MessageForm
{
    /// <summary>What is wrong with the body of a success; null where nothing is.</summary>
    public static string? FaultOf(MethodDescriptor method, JsonNode? body)
    {
        if (method.OutputType.FullName == "google.api.HttpBody")
        {
            return null;
        }

        var field = method.GetOptions().GetExtension(AnnotationsExtensions.Http)?.ResponseBody is { Length: > 0 } name
            ? method.OutputType.FindFieldByName(name) : null;
        return field is null ? OfMessage(method.OutputType, body, "$") : OfField(field, body, "$");
    }

    private static string? OfMessage(MessageDescriptor message, JsonNode? node, string path)
    {
        if (message.FullName == "google.protobuf.Timestamp")
        {
            return node?.GetValueKind() == JsonValueKind.String ? null : $"{path} is no time";
        }

        if (node is not JsonObject found)
        {
            return $"{path} is no object";
        }

        var declared = message.Fields.InDeclarationOrder().Where(field => Option(field, OptionsExtensions.ResponseHeader) is null or "")
            .ToList();
        var unknown = found.Select(member => member.Key).Except(declared.Select(field => field.Name)).FirstOrDefault();
        return unknown is not null
            ? $"{path}.{unknown} is not declared" : declared.Select(field => OfMember(field, found, path))
                .FirstOrDefault(fault => fault is not null);
    }

    private static string? OfMember(FieldDescriptor field, JsonObject found, string path)
    {
        path = $"{path}.{field.Name}";
        if (!found.TryGetPropertyValue(field.Name, out var value))
        {
            return field.GetOptions()?.GetExtension(OptionsExtensions.OmitWhenUnset) == true ? null : $"{path} is missing";
        }

        return OfField(field, value, path);
    }

    private static string? OfField(FieldDescriptor field, JsonNode? value, string path)
    {
        if (!field.IsRepeated)
        {
            return value is null ? (field.HasPresence ? null : $"{path} is null") : OfValue(field, value, path);
        }

        return value is JsonArray items
            ? items.Select((item, at) => OfValue(field, item, $"{path}[{at}]"))
                .FirstOrDefault(fault => fault is not null) : $"{path} is no list";
    }

    private static string? OfValue(FieldDescriptor field, JsonNode? value, string path)
    {
        if (field.FieldType == FieldType.Message)
        {
            return OfMessage(field.MessageType, value, path);
        }

        JsonValueKind[] kinds = field.FieldType switch
        {
            FieldType.Bool => [JsonValueKind.True, JsonValueKind.False],
            FieldType.String or FieldType.Bytes or FieldType.Enum => [JsonValueKind.String],
            _ => [JsonValueKind.Number],
        };
        return value is not null && kinds.Contains(value.GetValueKind()) ? null : $"{path} is {value?.GetValueKind().ToString() ?? "null"}";
    }

    private static T? Option<T>(FieldDescriptor field, Google.Protobuf.Extension<FieldOptions, T> option) =>
        field.GetOptions() is { } options ? options.GetExtension(option) : default;
}
