using System.Text.Json.Nodes;
using FocusSuite.Gateway.Rules;
using Google.Protobuf.Reflection;
using GrpcTranscoding.OpenApi;

namespace FocusSuite.Gateway.Documentation;

internal static class DocumentationEndpoints
{
    private const string Description = """
        Structured focus programs: enroll, work through the days with tasks, focus sessions and reflections, and see your progress.

        Sign in at `/api/v1/authentication/login/` and send the access token as `Authorization: Bearer …`. Every address answers with and without its
        trailing slash. Every error is `application/problem+json`. A POST with an `Idempotency-Key` acts once, however often it is sent.
        """;

    /// <summary>The API's description for machines, made from the protos.</summary>
    public static void MapDocumentation(this WebApplication app) =>
        app.MapTranscodingOpenApi("/openapi.json", options =>
        {
            options.Title = "FocusSuite";
            options.Version = "1";
            options.Description = Description;
            options.License = "MIT";
            options.TrailingSlash = true;
            options.SourceInfo = SourceInfo();
            options.NeedsToken = SuiteRules.NeedsToken;
            options.Amend = Amend;
            options.ProblemSchema = ProblemSchema;
        });

    private static void Amend(MethodDescriptor method, JsonObject operation)
    {
        if (operation["requestBody"] is null)
        {
            return;
        }

        (operation["parameters"] as JsonArray)?.Add(new JsonObject
        {
            ["name"] = "Idempotency-Key",
            ["in"] = "header",
            ["description"] = "Any text that is new for this request. Its repeats within 24 hours get the same answer and act no more.",
            ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = 255 },
        });
    }

    private static JsonObject ProblemSchema()
    {
        var schema = new OpenApiOptions().ProblemSchema();
        schema["properties"]!["error"] = new JsonObject { ["type"] = "string", ["description"] = "The same as detail." };
        return schema;
    }

    private static byte[] SourceInfo()
    {
        using var stream = typeof(DocumentationEndpoints).Assembly.GetManifestResourceStream("suite.binpb")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
