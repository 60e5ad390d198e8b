using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace FocusSuite.Gateway.Documentation;

/// <summary>
/// The examples of the API's description, from <c>examples.json</c>: for each method its parameters, its request and an answer for each
/// status. A test sends all of them to the real system and holds the answers against the description.
/// </summary>
internal sealed class Examples
{
    private readonly JsonObject _all = Read();

    /// <summary>Errors, by their names.</summary>
    public JsonObject Problems => _all["problems"]!.DeepClone().AsObject();

    /// <summary>Puts the examples of a method into its operation.</summary>
    public void AddTo(MethodDescriptor method, JsonObject operation)
    {
        if (_all["methods"]![method.FullName] is not JsonObject examples)
        {
            return;
        }

        foreach (var (name, value) in Of(examples["parameters"]))
        {
            var parameter = operation["parameters"]!.AsArray().Single(p => (string?)p!["name"] == name)!;
            parameter["example"] = value?.DeepClone();
        }

        if (examples["request"] is { } request)
        {
            Put(operation["requestBody"]!, request);
        }

        foreach (var (status, answer) in Of(examples["responses"]))
        {
            Put(operation["responses"]![status]!, answer!);
        }
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Of(JsonNode? examples) => examples as JsonObject ?? [];

    /// <summary>A body of events is text that holds what is a message elsewhere.</summary>
    private static void Put(JsonNode holder, JsonNode example)
    {
        foreach (var (type, content) in holder["content"]!.AsObject())
        {
            content!["example"] = type == "text/event-stream"
                ? $"id: {example["event_id"]}\ndata: {example.ToJsonString()}\n\n"
                : example.DeepClone();
        }
    }

    private static JsonObject Read()
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream("examples.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
