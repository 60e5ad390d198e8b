using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;

namespace GrpcTranscoding.OpenApi;

/// <summary>Makes an OpenAPI 3.1 document of the JSON routes from their descriptors.</summary>
internal static class OpenApiDocument
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Make(RouteTable routes, TranscodingOptions transcoding, OpenApiOptions options)
    {
        var comments = new ProtoComments(options.SourceInfo);
        var schemas = new SchemaBuilder(transcoding.Json, options, comments);
        var builder = new OperationBuilder(transcoding, options, schemas, comments);
        var described = routes.Bindings.Select(b => (Binding: b, Verb: VerbOf(b)!)).Where(b => b.Verb is not null).ToArray();
        var (table, ids) = (new PathTable(described, options.TrailingSlash), new OperationIds(routes.Bindings, options.OperationIdOf));
        var tags = TagsOf(described.Select(b => b.Binding.Method.Service));
        var paths = new JsonObject();
        foreach (var (binding, verb) in described)
        {
            var path = table[binding];
            var item = paths[path.Text] as JsonObject ?? [];
            item[verb] = builder.Build(binding, path, ids[binding], tags[binding.Method.Service]);
            paths[path.Text] ??= item;
        }

        var document = new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = Info(options),
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. tags.Select(tag => Tag(tag.Key, tag.Value, comments))]),
            ["paths"] = paths,
            ["components"] = Components(schemas, options, described.Any(b => options.NeedsToken(b.Binding.Method))),
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, Readable);
    }

    /// <summary>
    /// The name under which OpenAPI has an operation. Null: it has no place for it, as for an HTTP method of one's own, and for a stream
    /// that only a WebSocket can carry.
    /// </summary>
    private static string? VerbOf(HttpBinding binding) => binding switch
    {
        { Method.IsClientStreaming: true } => null,
        { HttpMethod: "*" } => binding.HasBody ? "post" : "get",
        { HttpMethod: "GET" or "PUT" or "POST" or "DELETE" or "PATCH" or "HEAD" or "OPTIONS" or "TRACE" } =>
            binding.HttpMethod.ToLowerInvariant(),
        _ => null,
    };

    private static JsonObject Info(OpenApiOptions options)
    {
        var info = new JsonObject { ["title"] = options.Title, ["version"] = options.Version, ["description"] = options.Description };
        if (options.License is { } license)
        {
            info["license"] = new JsonObject { ["name"] = license, ["identifier"] = license };
        }

        return info;
    }

    /// <summary>A service's tag is its name, or its full name where another service has the same one.</summary>
    private static Dictionary<ServiceDescriptor, string> TagsOf(IEnumerable<ServiceDescriptor> services)
    {
        var all = services.Distinct().ToArray();
        return all.ToDictionary(service => service, s => all.Count(other => other.Name == s.Name) == 1 ? s.Name : s.FullName);
    }

    private static JsonObject Tag(ServiceDescriptor service, string name, ProtoComments comments) =>
        new() { ["name"] = name, ["description"] = comments.Of(service.FullName) ?? $"The methods of {service.FullName}." };

    private static JsonObject Components(SchemaBuilder schemas, OpenApiOptions options, bool needsToken)
    {
        var all = new JsonObject(schemas.Schemas);
        // A message without a package may have the same name; none has a dash in it.
        var name = all.ContainsKey("Problem") ? "Problem-Details" : "Problem";
        all[name] = options.ProblemSchema();
        var problem = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/" + name } };
        if (options.ProblemExamples is { } examples)
        {
            problem["examples"] = examples.DeepClone();
        }

        var components = new JsonObject
        {
            ["schemas"] = all,
            ["responses"] = new JsonObject
            {
                ["Problem"] = new JsonObject
                {
                    ["description"] = "What went wrong.",
                    ["content"] = new JsonObject { ["application/problem+json"] = problem },
                },
            },
        };
        if (needsToken)
        {
            components["securitySchemes"] = new JsonObject { ["bearer"] = Bearer(options) };
        }

        return components;
    }

    private static JsonObject Bearer(OpenApiOptions options)
    {
        var bearer = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT" };
        if (options.TokenDescription is { } text)
        {
            bearer["description"] = text;
        }

        return bearer;
    }
}
