using System.Text;
using System.Text.Json.Nodes;

namespace FocusSuite.EndToEnd.Tests.ApiPage;

/// <summary>One example of the description: a request, and what is said to be its answer.</summary>
internal sealed record ApiExample
{
    public required string Operation { get; init; }

    public required HttpMethod Method { get; init; }

    public required string Path { get; init; }

    public required bool NeedsToken { get; init; }

    public required IReadOnlyList<JsonObject> Parameters { get; init; }

    public required JsonNode? Request { get; init; }

    public required int Status { get; init; }

    public required string ContentType { get; init; }

    public required JsonNode? Answer { get; init; }

    public required JsonObject Schema { get; init; }

    public bool IsEvents => ContentType == "text/event-stream";

    public bool IsStream => IsEvents || ContentType == "application/x-ndjson";

    /// <summary>What the name of its scene is: the operation and what it leads to.</summary>
    public string Scene => $"{Operation} {Status}";

    public override string ToString() => $"{Method} {Path} -> {Status} {ContentType}";

    /// <summary>
    /// The request as it stands in the description, but for what cannot be the same twice: ids, tokens and addresses are a scene's own.
    /// </summary>
    public HttpRequestMessage ToRequest(IReadOnlyDictionary<string, JsonNode> own)
    {
        var (path, query) = (Path, new List<string>());
        foreach (var parameter in Parameters)
        {
            var name = (string)parameter["name"]!;
            var value = Uri.EscapeDataString((own.GetValueOrDefault(name) ?? parameter["example"]!).ToString());
            if ((string)parameter["in"]! == "path")
            {
                path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
            }
            else
            {
                query.Add($"{name}={value}");
            }
        }

        var request = new HttpRequestMessage(Method, query.Count == 0 ? path : $"{path}?{string.Join('&', query)}");
        if (ContentType.Contains('/', StringComparison.Ordinal))
        {
            request.Headers.Add("Accept", ContentType);
        }

        if (Request is not null)
        {
            request.Content = new StringContent(WithOwn(own), Encoding.UTF8, "application/json");
        }

        return request;
    }

    private string WithOwn(IReadOnlyDictionary<string, JsonNode> own)
    {
        var body = Request!.DeepClone().AsObject();
        foreach (var (name, value) in own.Where(o => body.ContainsKey(o.Key)))
        {
            body[name] = value.DeepClone();
        }

        return body.ToJsonString();
    }
}
