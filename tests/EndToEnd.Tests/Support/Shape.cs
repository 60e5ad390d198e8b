using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Support;

/// <summary>
/// The documented form of a body: its fields in their order, each with its kind. Kinds: integer, number (at most one decimal), string,
/// bool, time, hex24, null, any of them with "?" where null may stand; a list of one form; {} for an empty object.
/// </summary>
public static partial class Shape
{
    /// <summary>The body must have the form, to the letter.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="form">The form, as JSON.</param>
    /// <returns>The same answer.</returns>
    public static Reply HasShape(this Reply reply, string form)
    {
        var differences = new List<string>();
        Compare(reply.Json, JsonNode.Parse(form)!, "$", differences);
        differences.ShouldBeEmpty(reply.Text);
        return reply;
    }

    private static void Compare(JsonNode? actual, JsonNode form, string path, List<string> differences)
    {
        switch (form)
        {
            case JsonObject fields when actual is JsonObject found:
                var (names, expected) = (found.Select(field => field.Key).ToList(), fields.Select(field => field.Key).ToList());
                if (!names.SequenceEqual(expected))
                {
                    differences.Add($"{path}: fields are [{string.Join(", ", names)}], documented are [{string.Join(", ", expected)}]");
                }

                foreach (var (name, kind) in fields.Where(field => found.ContainsKey(field.Key)))
                {
                    Compare(found[name], kind!, $"{path}.{name}", differences);
                }

                break;
            case JsonArray kinds when actual is JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Compare(items[i], kinds[0]!, $"{path}[{i}]", differences);
                }

                break;
            case JsonValue kind:
                if (!IsKind(actual, (string)kind!))
                {
                    differences.Add($"{path}: {actual?.ToJsonString() ?? "null"} is no {kind}");
                }

                break;
            default:
                differences.Add($"{path}: {actual?.ToJsonString() ?? "null"} is no {form.GetValueKind()}");
                break;
        }
    }

    private static bool IsKind(JsonNode? actual, string kind)
    {
        if (actual is null)
        {
            return kind == "null" || kind.EndsWith('?');
        }

        var value = actual.GetValueKind();
        var raw = actual.ToJsonString();
        return kind.TrimEnd('?') switch
        {
            "integer" => value == JsonValueKind.Number
                && long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "number" => value == JsonValueKind.Number && OneDecimal().IsMatch(raw),
            "string" => value == JsonValueKind.String,
            "bool" => value is JsonValueKind.True or JsonValueKind.False,
            "time" => value == JsonValueKind.String && Time().IsMatch((string)actual!),
            "hex24" => value == JsonValueKind.String && Hex24().IsMatch((string)actual!),
            _ => false,
        };
    }

    [GeneratedRegex(@"^-?\d+(\.\d)?$")]
    private static partial Regex OneDecimal();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$")]
    private static partial Regex Time();

    [GeneratedRegex("^[0-9a-f]{24}$")]
    private static partial Regex Hex24();
}
