using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.OpenApi;

/// <summary>What an OpenAPI document says beyond what the descriptors know.</summary>
public sealed class OpenApiOptions
{
    /// <summary>The name of the API.</summary>
    public string Title { get; set; } = "API";

    /// <summary>Its version.</summary>
    public string Version { get; set; } = "1";

    /// <summary>What it is for, in Markdown.</summary>
    public string Description { get; set; } = "";

    /// <summary>The SPDX name of its license, e.g. <c>MIT</c>.</summary>
    public string? License { get; set; }

    /// <summary>Writes paths with a slash at the end. They are answered either way.</summary>
    public bool TrailingSlash { get; set; }

    /// <summary>A descriptor set of the same protos with source information, which has their comments.</summary>
    public ReadOnlyMemory<byte> SourceInfo { get; set; }

    /// <summary>
    /// Names an operation, given its method and the number of its binding, which counts from 0 in the order of <c>additional_bindings</c>.
    /// By default it is the method's full name with <c>_</c> for its dots, and <c>_2</c> and so on for further bindings. Names that are met
    /// twice get a number.
    /// </summary>
    public Func<MethodDescriptor, int, string>? OperationIdOf { get; set; }

    /// <summary>
    /// Tells the 64-bit integers that never pass 2^53. They are described as numbers, where
    /// <see cref="Codec.ProtoJsonOptions.Int64AsNumber"/> is set; others may be text, too.
    /// </summary>
    public Func<FieldDescriptor, bool> IsSafeInteger { get; set; } = _ => false;

    /// <summary>Tells the methods that need a bearer token.</summary>
    public Func<MethodDescriptor, bool> NeedsToken { get; set; } = _ => false;

    /// <summary>Where the bearer token comes from, in Markdown.</summary>
    public string? TokenDescription { get; set; }

    /// <summary>Adds to an operation, given as the JSON object that it is in the document.</summary>
    public Action<MethodDescriptor, JsonObject>? Amend { get; set; }

    /// <summary>The schema of an error's body.</summary>
    public Func<JsonObject> ProblemSchema { get; set; } = DefaultProblemSchema;

    /// <summary>Examples of errors, each by its name: OpenAPI's example objects, with <c>summary</c> and <c>value</c>.</summary>
    public JsonObject? ProblemExamples { get; set; }

    private static JsonObject DefaultProblemSchema() => new()
    {
        ["type"] = "object",
        ["description"] = "An error (RFC 9457).",
        ["required"] = new JsonArray("type", "title", "status", "detail", "code", "trace_id"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string" },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string", ["description"] = "A sentence for people." },
            ["code"] = new JsonObject { ["type"] = "string", ["description"] = "A stable word for machines." },
            ["errors"] = new JsonObject
            {
                ["type"] = "object",
                ["description"] = "The invalid fields, each with what is wrong.",
                ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "string" } },
            },
            ["trace_id"] = new JsonObject { ["type"] = "string" },
        },
    };
}
