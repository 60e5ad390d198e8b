using System.Text.Json.Nodes;
using FocusSuite.Gateway.Rules;
using Google.Protobuf.Reflection;
using GrpcTranscoding.OpenApi;

namespace FocusSuite.Gateway.Documentation;

internal static class DocumentationEndpoints
{
    public const string DocumentPath = "/openapi.json";
    public const string Title = "FocusSuite";

    private const string Description = """
        Structured focus programs: enroll, work through the days with tasks, focus sessions and reflections, and see your progress.

        Every address answers with and without its trailing slash. Every error is `application/problem+json`, with a stable `code`. A POST with an
        `Idempotency-Key` acts once, however often it is sent. What a request did, your next read shows, unless the answer carries `Focus-Effects: pending`: then
        it is saved, and shows a little later.

        **Sign in** with `POST /api/v1/authentication/login/` and send `results.data.tokens.access` of its answer as `Authorization: Bearer …`.
        """;

    private const string DemoAccounts = """


        This is a development system. `./focus up` has made two accounts with the password `demo-password-1`: `demo@focus.local` on the free plan, and
        `pro@focus.local` with Pro.
        """;

    /// <summary>The API's description for machines, made from the protos, and the page that shows it to people.</summary>
    public static void MapDocumentation(this WebApplication app)
    {
        app.MapTranscodingOpenApi(DocumentPath, options =>
        {
            var examples = new Examples();
            options.Title = Title;
            options.Version = "1";
            options.Description = Description + (app.Environment.IsDevelopment() ? DemoAccounts : "");
            options.License = "MIT";
            options.TrailingSlash = true;
            options.SourceInfo = SourceInfo();
            // Methods are called differently in all of the suite's services, and its numbers are small.
            options.OperationIdOf = (method, _) => method.Name;
            options.IsSafeInteger = _ => true;
            options.NeedsToken = SuiteRules.NeedsToken;
            options.TokenDescription = "The access token that signing up or in gave; it is good for an hour.";
            options.Amend = (method, operation) =>
            {
                AddIdempotencyKey(method, operation);
                AddEffects(method, operation);
                examples.AddTo(method, operation);
            };
            options.ProblemSchema = ProblemSchema;
            options.ProblemExamples = examples.Problems;
        });
        app.MapApiPage();
    }

    private static void AddIdempotencyKey(MethodDescriptor method, JsonObject operation)
    {
        if (!SuiteRules.TakesIdempotencyKey(method))
        {
            return;
        }

        (operation["parameters"] as JsonArray)?.Add(new JsonObject
        {
            ["name"] = "Idempotency-Key",
            ["in"] = "header",
            ["description"] =
                "Any text that is new for this request. Its repeats within 24 hours (of a refresh: two minutes) get the same answer and "
                + "act no more.",
            ["schema"] = new JsonObject { ["type"] = "string", ["maxLength"] = 255 },
        });
    }

    private static void AddEffects(MethodDescriptor method, JsonObject operation)
    {
        if (!SuiteRules.WaitsForEffects(method))
        {
            return;
        }

        foreach (var (_, response) in operation["responses"]!.AsObject().Where(one => one.Key.StartsWith('2')))
        {
            var headers = response!["headers"]?.AsObject() ?? [];
            headers[SuiteRules.EffectsHeader] = new JsonObject
            {
                ["description"] =
                    "Only where the answer comes before its effects, since many act at once or a service is away: they follow, and reads "
                    + "made now may "
                    + "not show them yet. Without it the next read shows them.",
                ["schema"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("pending") },
            };
            response["headers"] = headers;
        }
    }

    private static JsonObject ProblemSchema()
    {
        var schema = new OpenApiOptions().ProblemSchema();
        var properties = schema["properties"]!;
        properties["error"] = new JsonObject { ["type"] = "string", ["description"] = "The same as detail." };
        properties["message"] = new JsonObject
        {
            ["type"] = "string",
            ["description"] = "The same as detail; only of the authentication "
            + "routes."
        };
        schema["required"]!.AsArray().Add("error");
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
