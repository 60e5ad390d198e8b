using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace GrpcTranscoding.Tests.OpenApi;

/// <summary>Calls an operation by its description alone, as a generator's code does: each parameter is escaped and put in.</summary>
internal sealed class GeneratedClient(HttpClient http, JsonNode document)
{
    public IEnumerable<(string Verb, string Path, JsonObject Operation)> Operations =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o => (o.Key, path.Key, o.Value!.AsObject())));

    public async Task<HttpResponseMessage> CallAsync(
        string verb, string path, JsonObject operation, IReadOnlyDictionary<string, string>? values = null)
    {
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]!.AsArray().Select(p => p!.AsObject()))
        {
            var name = (string)parameter["name"]!;
            var value = Uri.EscapeDataString(values?.GetValueOrDefault(name) ?? Text(parameter["schema"]!));
            if ((string)parameter["in"]! == "path")
            {
                path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            }
            else if (values?.ContainsKey(name) == true || (bool?)parameter["required"] == true)
            {
                query.Add($"{Uri.EscapeDataString(name)}={value}");
            }
        }

        using var request = new HttpRequestMessage(HttpMethod.Parse(verb), query.Count == 0 ? path : $"{path}?{string.Join('&', query)}");
        if (operation["requestBody"]?["content"] is JsonObject content)
        {
            request.Content = content["application/json"] is { } json
                ? new StringContent(Value(json["schema"]!).ToJsonString(), Encoding.UTF8, "application/json")
                : new ByteArrayContent("bytes"u8.ToArray()) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } };
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseContentRead);
    }

    private string Text(JsonNode schema) => Value(schema).ToString();

    private JsonNode Value(JsonNode schema)
    {
        if (schema["$ref"] is { } reference)
        {
            return Value(((string)reference!).Split('/').Skip(1).Aggregate(document, (node, part) => node[part]!));
        }

        if (schema["enum"] is JsonArray words)
        {
            return words[0]!.DeepClone();
        }

        if (schema["anyOf"] is JsonArray choices)
        {
            return Value(choices[0]!);
        }

        var type = schema["type"] is JsonArray types ? (string?)types[0] : (string?)schema["type"];
        return type switch
        {
            "boolean" => true,
            "integer" or "number" => 7,
            "array" => new JsonArray(),
            "string" => ((string?)schema["format"], (string?)schema["contentEncoding"], (string?)schema["pattern"]) switch
            {
                ("date-time", _, _) => "2026-05-06T07:08:09Z",
                ("uuid", _, _) => "0a1b2c3d-0001-4002-8003-0a1b2c3d4e5f",
                ("int64" or "uint64", _, _) => "7",
                (_, "base64", _) => "YWJj",
                (_, _, { } pattern) when pattern.EndsWith("s$", StringComparison.Ordinal) => "5s",
                _ => "x y",
            },
            _ => new JsonObject(),
        };
    }
}
