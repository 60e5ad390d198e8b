using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GrpcTranscoding.Binding;

namespace GrpcTranscoding.OpenApi;

/// <summary>Makes an OpenAPI 3.1 document of the JSON routes from their descriptors.</summary>
internal static class OpenApiDocument
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Make(RouteTable routes, TranscodingOptions transcoding, OpenApiOptions options)
    {
        var comments = new ProtoComments(options.SourceInfo);
        var schemas = new SchemaBuilder(transcoding.Json, comments);
        var operations = new OperationBuilder(transcoding, options, schemas, comments);
        var paths = new JsonObject();
        // A custom HTTP method has no place in OpenAPI, and neither has a stream that only a WebSocket can carry.
        foreach (var binding in routes.Bindings.Where(b => IsStandard(b.HttpMethod) && !b.Method.IsClientStreaming))
        {
            var path = operations.PathOf(binding);
            var item = paths[path] as JsonObject ?? [];
            item[binding.HttpMethod.ToLowerInvariant()] = operations.Build(binding);
            paths[path] ??= item;
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = Info(options),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = Tags(routes, comments),
            ["paths"] = paths,
            ["components"] = Components(schemas, options),
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Readable);
    }

    private static JsonObject Info(OpenApiOptions options)
    {
        var info = new JsonObject { ["title"] = options.Title, ["version"] = options.Version, ["description"] = options.Description };
        if (options.License is { } license)
        {
            info["license"] = new JsonObject { ["name"] = license, ["identifier"] = license };
        }

        return info;
    }

    private static bool IsStandard(string method) => method is "GET" or "PUT" or "POST" or "DELETE" or "PATCH" or "HEAD" or "OPTIONS";

    private static JsonArray Tags(RouteTable routes, ProtoComments comments)
    {
        var tags = new JsonArray();
        foreach (var service in routes.Bindings.Select(b => b.Method.Service).Distinct())
        {
            var tag = new JsonObject { ["name"] = service.Name };
            if (comments.Of(service.FullName) is { } text)
            {
                tag["description"] = text;
            }

            tags.Add(tag);
        }

        return tags;
    }

    private static JsonObject Components(SchemaBuilder schemas, OpenApiOptions options)
    {
        var problem = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } };
        if (options.ProblemExamples is { } examples)
        {
            problem["examples"] = examples;
        }

        var bearer = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" };
        if (options.TokenDescription is { } text)
        {
            bearer["description"] = text;
        }

        return new JsonObject
        {
            ["schemas"] = new JsonObject(schemas.Schemas) { ["Problem"] = options.ProblemSchema() },
            ["responses"] = new JsonObject
            {
                ["Problem"] = new JsonObject
                {
                    ["description"] = "What went wrong.",
                    ["content"] = new JsonObject { ["application/problem+json"] = problem },
                },
            },
            ["securitySchemes"] = new JsonObject { ["bearer"] = bearer },
        };
    }
}
