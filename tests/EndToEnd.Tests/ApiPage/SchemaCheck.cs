using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FocusSuite.EndToEnd.Tests.ApiPage;

/// <summary>
/// Holds JSON against a schema of the API's description, by the part of JSON Schema that it uses. Stricter than the standard in two ways: a
/// field that the schema does not name is a fault, and so is a keyword that is not checked here.
/// </summary>
internal sealed class SchemaCheck(JsonNode document)
{
    // What users or generators read, and what says nothing of a value.
    private static readonly HashSet<string> Texts =
        ["description", "example", "examples", "title", "deprecated", "readOnly", "writeOnly", "contentEncoding", "x-deprecated-values"];

    public IReadOnlyList<string> Faults(JsonNode? value, JsonNode schema)
    {
        var faults = new List<string>();
        Check(value, schema.AsObject(), "$", faults);
        return faults;
    }

    private void Check(JsonNode? value, JsonObject schema, string path, List<string> faults)
    {
        foreach (var (keyword, rule) in schema)
        {
            switch (keyword)
            {
                case "$ref":
                    Check(value, Resolve((string)rule!), path, faults);
                    break;
                case "type" when !IsOfType(value, rule!):
                    faults.Add($"{path}: {Show(value)} is no {rule!.ToJsonString()}");
                    break;
                case "enum" when !rule!.AsArray().Any(word => JsonNode.DeepEquals(word, value)):
                    faults.Add($"{path}: {Show(value)} is none of {rule.ToJsonString()}");
                    break;
                case "required" when value is JsonObject found:
                    faults.AddRange(
                        rule!.AsArray().Where(name => !found.ContainsKey((string)name!)).Select(name => $"{path}: {name} is missing"));
                    break;
                case "properties" when value is JsonObject found:
                    CheckFields(found, rule!.AsObject(), schema["additionalProperties"], path, faults);
                    break;
                case "additionalProperties" when value is JsonObject found && !schema.ContainsKey("properties"):
                    CheckFields(found, [], rule, path, faults);
                    break;
                case "items" when value is JsonArray items:
                    for (var i = 0; i < items.Count; i++)
                    {
                        Check(items[i], rule!.AsObject(), $"{path}[{i}]", faults);
                    }

                    break;
                case "anyOf":
                    if (!rule!.AsArray().Any(choice => Faults(value, choice!).Count == 0))
                    {
                        faults.AddRange(Faults(value, rule[0]!).Select(fault => path + fault[1..]));
                    }

                    break;
                case "format" when value is not null && !IsOfFormat(value, (string)rule!):
                    faults.Add($"{path}: {Show(value)} is no {rule}");
                    break;
                case "pattern" when value?.GetValueKind() == JsonValueKind.String && !Regex.IsMatch((string)value!, (string)rule!):
                    faults.Add($"{path}: {Show(value)} does not match {rule}");
                    break;
                case "minimum" when value?.GetValueKind() == JsonValueKind.Number && Number(value) < Number(rule!):
                    faults.Add($"{path}: {Show(value)} is below {rule}");
                    break;
                case "maximum" when value?.GetValueKind() == JsonValueKind.Number && Number(value) > Number(rule!):
                    faults.Add($"{path}: {Show(value)} is above {rule}");
                    break;
                case "minLength" when value?.GetValueKind() == JsonValueKind.String && ((string)value!).Length < (int)rule!:
                    faults.Add($"{path}: shorter than {rule}");
                    break;
                case "maxLength" when value?.GetValueKind() == JsonValueKind.String && ((string)value!).Length > (int)rule!:
                    faults.Add($"{path}: longer than {rule}");
                    break;
                case "type" or "enum" or "required" or "properties" or "additionalProperties" or "items" or "format" or "pattern":
                case "minimum" or "maximum" or "minLength" or "maxLength":
                    break;
                default:
                    if (!Texts.Contains(keyword))
                    {
                        throw new NotSupportedException($"The schema at {path} uses '{keyword}', which is not checked here.");
                    }

                    break;
            }
        }
    }

    private void CheckFields(JsonObject found, JsonObject named, JsonNode? others, string path, List<string> faults)
    {
        foreach (var (name, field) in found)
        {
            if ((named[name] ?? others) is JsonObject schema)
            {
                Check(field, schema, $"{path}.{name}", faults);
            }
            else if (others?.GetValueKind() != JsonValueKind.True)
            {
                faults.Add($"{path}: {name} is not in the description");
            }
        }
    }

    private JsonObject Resolve(string reference)
    {
        var node = document;
        foreach (var part in reference.Split('/').Skip(1))
        {
            node = node[part] ?? throw new InvalidOperationException($"{reference} leads nowhere.");
        }

        return node.AsObject();
    }

    private static bool IsOfType(JsonNode? value, JsonNode type) =>
        type is JsonArray types ? types.Any(t => IsOfType(value, t!)) : (string)type! switch
        {
            "null" => value is null,
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && decimal.IsInteger(Number(value)),
            _ => throw new NotSupportedException($"The type {type} is not checked here."),
        };

    private static bool IsOfFormat(JsonNode value, string format) => format switch
    {
        "date-time" => value.GetValueKind() != JsonValueKind.String
            || DateTimeOffset.TryParse((string)value!, CultureInfo.InvariantCulture, out _),
        "int32" => value.GetValueKind() != JsonValueKind.Number || Number(value) is >= int.MinValue and <= int.MaxValue,
        "uint32" => value.GetValueKind() != JsonValueKind.Number || Number(value) is >= uint.MinValue and <= uint.MaxValue,
        "int64" or "uint64" or "double" or "float" => true,
        _ => throw new NotSupportedException($"The format {format} is not checked here."),
    };

    private static decimal Number(JsonNode value) => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Show(JsonNode? value) => value?.ToJsonString() ?? "null";
}
