using System.Globalization;
using System.Text.Json.Nodes;
using FocusSuite.EndToEnd.Tests.Support;

namespace FocusSuite.EndToEnd.Tests.ApiPage;

/// <summary>The API's description, as a client reads it from the running system.</summary>
internal sealed class ApiDocument(string text)
{
    public JsonNode Root { get; } = JsonNode.Parse(text)!;

    public string Text => text;

    public static async Task<ApiDocument> ReadAsync(Suite suite)
    {
        using var client = suite.System.CreateClient(null);
        return new ApiDocument(await client.GetStringAsync(new Uri("/openapi.json", UriKind.Relative)));
    }

    /// <summary>Every example of an answer, with the request that leads to it.</summary>
    public IEnumerable<ApiExample> Examples()
    {
        foreach (var (path, item) in Root["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                foreach (var (status, response) in operation!["responses"]!.AsObject().Where(
                    r => !r.Key.EndsWith("XX", StringComparison.Ordinal)))
                {
                    foreach (var (type, content) in response!["content"]!.AsObject())
                    {
                        yield return new ApiExample
                        {
                            Operation = (string)operation["operationId"]!,
                            Method = HttpMethod.Parse(method),
                            Path = path,
                            NeedsToken = operation["security"]!.AsArray().Count > 0,
                            Parameters =
                            [
                                .. operation["parameters"]!.AsArray().Select(p => p!.AsObject()).Where(p => p.ContainsKey("example")),
                            ],
                            Request = operation["requestBody"]?["content"]?["application/json"]?["example"],
                            Status = int.Parse(status, CultureInfo.InvariantCulture),
                            ContentType = type,
                            Answer = content!["example"],
                            Schema = content["schema"]!.AsObject(),
                        };
                    }
                }
            }
        }
    }
}
