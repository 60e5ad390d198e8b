using System.Text.Json;
using System.Text.Json.Nodes;

namespace FocusSuite.BadInputs.Wire;

/// <summary>What came back; the body is empty where it is a stream, which is not waited for.</summary>
public sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string ContentType => Headers.GetValueOrDefault("content-type", "");

    public bool IsStream =>
        Status == 101 || ContentType.StartsWith("text/event-stream", StringComparison.Ordinal)
            || ContentType.StartsWith("application/x-ndjson", StringComparison.Ordinal);

    /// <summary>Null where the body is no JSON.</summary>
    public JsonNode? Json()
    {
        try
        {
            return JsonNode.Parse(Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
