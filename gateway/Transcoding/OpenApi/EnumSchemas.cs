using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.OpenApi;

/// <summary>JSON schemas of enums: their words, each with what it means.</summary>
internal static class EnumSchemas
{
    public static JsonObject Of(EnumDescriptor type, Func<EnumValueDescriptor, string?>? wordOf, ProtoComments comments)
    {
        // A zero without a word is no word that anybody should send or is sent on purpose, unless there is nothing else.
        var values = type.Values.Where(v => wordOf is null || v.Number != 0 || wordOf(v) is not null).ToList();
        var words = (values.Count > 0 ? values : [.. type.Values])
            .Select(v => (Word: wordOf?.Invoke(v) ?? v.Name, Value: v)).DistinctBy(w => w.Word).ToList();
        var lines = words.Select(w => $"- `{w.Word}`: {MeaningOf(w.Value, comments)}".TrimEnd());
        var schema = new JsonObject
        {
            ["type"] = "string",
            ["description"] = string.Join('\n', [comments.Of(type.FullName) ?? "", .. lines]).Trim(),
            ["enum"] = new JsonArray([.. words.Select(w => JsonValue.Create(w.Word))]),
        };
        if (type.GetOptions()?.Deprecated == true)
        {
            schema["deprecated"] = true;
        }

        // JSON schemas cannot deprecate one word of several.
        var deprecated = words.Where(w => IsDeprecated(w.Value)).Select(w => JsonValue.Create(w.Word)).ToArray();
        if (deprecated.Length > 0)
        {
            schema["x-deprecated-values"] = new JsonArray(deprecated);
        }

        return schema;
    }

    private static string MeaningOf(EnumValueDescriptor value, ProtoComments comments) =>
        (IsDeprecated(value) ? "Deprecated. " : "") + comments.Of($"{value.EnumDescriptor.FullName}.{value.Name}");

    private static bool IsDeprecated(EnumValueDescriptor value) => value.GetOptions()?.Deprecated == true;
}
