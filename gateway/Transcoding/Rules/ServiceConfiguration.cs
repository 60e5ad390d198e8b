using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GrpcTranscoding.Rules;

/// <summary>Reads the HTTP rules of a gRPC service configuration: a <c>google.api.Service</c> in YAML or JSON, of which only <c>http</c>
/// matters here.</summary>
internal static class ServiceConfiguration
{
    private const string TypeName = "google.api.Service";

    /// <exception cref="FormatException">The text is no such configuration; the message says what is wrong with it.</exception>
    public static IReadOnlyList<HttpRule> Read(string text)
    {
        var root = Parse(text) as JsonObject ?? throw new FormatException("The service configuration is no object.");
        if (root["type"] is { } type && type.ToString() != TypeName)
        {
            throw new FormatException($"The service configuration is of type {type}; {TypeName} is read.");
        }

        if (root["http"] is not { } http)
        {
            return [];
        }

        if ((http["fully_decode_reserved_expansion"] ?? http["fullyDecodeReservedExpansion"])?.ToString() == "true")
        {
            throw new FormatException("The service configuration asks for fully_decode_reserved_expansion, which is not offered.");
        }

        return http["rules"] switch
        {
            null => [],
            JsonArray rules => [.. rules.Select(RuleOf)],
            _ => throw new FormatException("http.rules of the service configuration is no list."),
        };
    }

    private static HttpRule RuleOf(JsonNode? rule, int index)
    {
        try
        {
            return JsonParser.Default.Parse<HttpRule>(rule?.ToJsonString() ?? "");
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or IOException)
        {
            throw new FormatException($"http.rules[{index}] of the service configuration is no rule: {e.Message}", e);
        }
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            // JSON is YAML, too, but not for every parser: a tab is enough to part them.
            if (text.AsSpan().TrimStart().StartsWith("{"))
            {
                return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
            }

            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 0 ? null : NodeOf(yaml.Documents[0].RootNode);
        }
        catch (Exception e) when (e is JsonException or YamlException)
        {
            throw new FormatException($"The service configuration cannot be read: {e.Message}", e);
        }
    }

    // All that a rule consists of is text.
    private static JsonNode? NodeOf(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(c.Key.ToString(), NodeOf(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(NodeOf)]),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => null,
    };
}
