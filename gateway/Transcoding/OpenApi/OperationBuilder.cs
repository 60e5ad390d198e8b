using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec.Plans;
using Microsoft.AspNetCore.WebUtilities;

namespace GrpcTranscoding.OpenApi;

/// <summary>One operation of an OpenAPI document: what a binding takes and gives.</summary>
internal sealed class OperationBuilder(
    TranscodingOptions transcoding, OpenApiOptions options, SchemaBuilder schemas, ProtoComments comments)
{
    private readonly ParameterBuilder _parameters = new(schemas);

    public JsonObject Build(HttpBinding binding, DescribedPath path, string id, string tag)
    {
        var method = binding.Method;
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(tag),
        };
        if (comments.Of(method.FullName) is { } text)
        {
            operation["summary"] = text.Split("\n\n")[0].Split(". ")[0].TrimEnd('.');
            operation["description"] = text;
        }
        else
        {
            operation["summary"] = InWords(method.Name);
        }

        if (FieldBehaviors.IsDeprecated(method))
        {
            operation["deprecated"] = true;
        }

        operation["parameters"] = _parameters.Build(binding, path);
        if (binding.HasBody)
        {
            operation["requestBody"] = RequestBody(binding);
        }

        operation["responses"] = Responses(binding);
        operation["security"] = options.NeedsToken(method) ? new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }) : [];
        options.Amend?.Invoke(method, operation);
        return operation;
    }

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    /// <summary><c>ListBooks</c> as <c>List books</c>.</summary>
    private static string InWords(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i > 0 && char.IsAsciiLetterUpper(name[i]) && !char.IsAsciiLetterUpper(name[i - 1]);
            words.Append(begins ? " " : "").Append(name[i] == '_' ? ' ' : begins ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return words.ToString();
    }

    private JsonObject RequestBody(HttpBinding binding)
    {
        if (binding.IsRawRequest)
        {
            return new JsonObject { ["required"] = true, ["content"] = Content("*/*", []) };
        }

        var inPath = binding.Variables.Select(v => v.Name).ToArray();
        JsonObject schema;
        var isEmpty = false;
        if (binding.BodyField is { } field)
        {
            string[] inside = [.. SchemaBuilder.Below(schemas.NameOf(field.Descriptor), inPath)];
            schema = inside.Length == 0
                ? schemas.Field(field.Descriptor, isInput: true)
                : schemas.Object(field.Descriptor.MessageType, isInput: true, inside);
        }
        else
        {
            var message = binding.Method.InputType;
            isEmpty = WellKnown.KindOf(message) == WellKnownKind.None
                && SchemaBuilder.Fields(message).All(f => inPath.Contains(schemas.NameOf(f)));
            schema = inPath.Length == 0 ? schemas.Message(message, isInput: true) : schemas.Object(message, isInput: true, inPath);
        }

        // No body is a body without fields.
        return new JsonObject { ["required"] = !isEmpty, ["content"] = Content("application/json", schema) };
    }

    private JsonObject Responses(HttpBinding binding)
    {
        var statuses = transcoding.SuccessStatusesOf(binding.Method);
        var responses = new JsonObject();
        foreach (var status in statuses.DefaultIfEmpty(200).Order())
        {
            var response = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
            if (HeadersOf(binding.Method.OutputType) is { Count: > 0 } headers)
            {
                response["headers"] = headers;
            }

            // These have no body by HTTP.
            if (status is not (204 or 205 or 304))
            {
                response["content"] = ContentOf(binding);
            }

            responses[status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        foreach (var range in (ReadOnlySpan<string>)["4XX", "5XX"])
        {
            responses[range] = new JsonObject { ["$ref"] = "#/components/responses/Problem" };
        }

        return responses;
    }

    private JsonObject ContentOf(HttpBinding binding)
    {
        if (binding.IsRawResponse)
        {
            return Content("*/*", []);
        }

        var schema = binding.ResponseBody is { } field
            ? schemas.Field(field, isInput: false)
            : schemas.Message(binding.Method.OutputType, isInput: false);
        if (!binding.Method.IsServerStreaming)
        {
            return Content("application/json", schema);
        }

        var content = Content("application/x-ndjson", schema);
        content["text/event-stream"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        return content;
    }

    private JsonObject HeadersOf(MessageDescriptor message)
    {
        var headers = new JsonObject();
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            if (schemas.HeaderOf(field) is { } name)
            {
                headers[name] = schemas.Describe(new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } }, field);
            }
        }

        return headers;
    }
}
