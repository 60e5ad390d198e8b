using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec.Plans;
using Microsoft.AspNetCore.WebUtilities;

namespace GrpcTranscoding.OpenApi;

/// <summary>One operation of an OpenAPI document: what a binding takes and gives.</summary>
internal sealed class OperationBuilder(TranscodingOptions transcoding, OpenApiOptions options, SchemaBuilder schemas, ProtoComments comments)
{
    // Query parameters of nested messages are named to this depth; deeper ones work, too, but nobody reads such a list.
    private const int QueryDepth = 2;

    public JsonObject Build(HttpBinding binding)
    {
        var method = binding.Method;
        var operation = new JsonObject
        {
            ["operationId"] = method.Name,
            ["tags"] = new JsonArray(method.Service.Name),
        };
        if (comments.Of(method.FullName) is { } text)
        {
            operation["summary"] = text.Split(". ")[0].TrimEnd('.');
            operation["description"] = text;
        }

        operation["parameters"] = Parameters(binding);
        if (binding.HasBody)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", BodySchema(binding)) };
        }

        operation["responses"] = Responses(binding);
        operation["security"] = options.NeedsToken(method) ? new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }) : new JsonArray();
        options.Amend?.Invoke(method, operation);
        return operation;
    }

    /// <summary>The path as OpenAPI writes it: a variable of several segments is one parameter.</summary>
    public string PathOf(HttpBinding binding)
    {
        var template = binding.Template;
        var parts = new List<string>();
        for (var i = 0; i < template.Segments.Length; i++)
        {
            var index = Array.FindIndex(template.Variables, v => v.Start == i);
            if (index >= 0)
            {
                parts.Add("{" + binding.Variables[index].Name + "}");
                i = template.Variables[index].End - 1;
            }
            else
            {
                parts.Add(template.Segments[i].ToString());
            }
        }

        return "/" + string.Join('/', parts) + (template.Verb is null ? options.TrailingSlash ? "/" : "" : ":" + template.Verb);
    }

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private JsonArray Parameters(HttpBinding binding)
    {
        var parameters = new JsonArray();
        foreach (var variable in binding.Variables)
        {
            parameters.Add(Parameter("path", variable.Name, variable.Leaf.Descriptor));
        }

        if (!binding.BodyIsAll)
        {
            AddQuery(binding, binding.Method.InputType, "", QueryDepth, parameters);
        }

        return parameters;
    }

    private void AddQuery(HttpBinding binding, MessageDescriptor message, string prefix, int depth, JsonArray parameters)
    {
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            var name = prefix + schemas.NameOf(field);
            if (field.IsMap || binding.Variables.Any(v => v.Name == name) || (prefix.Length == 0 && binding.BodyField?.Number == field.FieldNumber))
            {
                continue;
            }

            var isMessage = field.FieldType == FieldType.Message;
            if (!isMessage || WellKnown.KindOf(field.MessageType)
                is WellKnownKind.Timestamp or WellKnownKind.Duration or WellKnownKind.FieldMask or WellKnownKind.Wrapper)
            {
                parameters.Add(Parameter("query", name, field));
            }
            else if (!field.IsRepeated && depth > 1 && WellKnown.KindOf(field.MessageType) == WellKnownKind.None)
            {
                AddQuery(binding, field.MessageType, name + ".", depth - 1, parameters);
            }
        }
    }

    private JsonObject Parameter(string place, string name, FieldDescriptor field)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place };
        if (place == "path")
        {
            parameter["required"] = true;
        }

        schemas.Describe(parameter, field.FullName);
        parameter["schema"] = schemas.Field(field, isInput: true);
        return parameter;
    }

    private JsonObject BodySchema(HttpBinding binding)
    {
        if (binding.BodyField is { } field)
        {
            return schemas.Field(field.Descriptor, isInput: true);
        }

        var inPath = binding.Variables.Where(v => !v.Name.Contains('.', StringComparison.Ordinal)).Select(v => v.Leaf.Descriptor.Name)
            .ToHashSet(StringComparer.Ordinal);
        return inPath.Count == 0 ? schemas.Message(binding.Method.InputType, isInput: true) : schemas.Object(binding.Method.InputType, isInput: true, inPath);
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

            response["content"] = ContentOf(binding);
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

        var schema = binding.ResponseBody is { } field ? schemas.Field(field, isInput: false) : schemas.Message(binding.Method.OutputType, isInput: false);
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
                headers[name] = schemas.Describe(new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } }, field.FullName);
            }
        }

        return headers;
    }
}
