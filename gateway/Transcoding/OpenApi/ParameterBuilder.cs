using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec.Plans;

namespace GrpcTranscoding.OpenApi;

/// <summary>The parameters of an operation: those of its path, and the fields that neither path nor body give, in the query.</summary>
internal sealed class ParameterBuilder(SchemaBuilder schemas)
{
    // Deeper fields, and more of them, can be sent as well, but nobody reads such a list.
    private const int MaxDepth = 4;
    private const int MaxParameters = 100;

    public JsonArray Build(HttpBinding binding, DescribedPath path)
    {
        var parameters = new JsonArray();
        foreach (var (name, part) in path.Parameters)
        {
            parameters.Add(InPath(name, part, binding));
        }

        if (!binding.BodyIsAll)
        {
            AddQuery(binding, parameters);
        }

        return parameters;
    }

    private JsonObject InPath(string name, PathPart part, HttpBinding binding)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = "path", ["required"] = true };
        if (part.Variable is not { } variable)
        {
            parameter["description"] = part.IsOpen ? "The rest of the path, its slashes as they are." : "Any text.";
            parameter["schema"] = part.IsOpen ? new JsonObject { ["type"] = "string" } : Segment();
            return parameter;
        }

        var field = variable.Leaf.Descriptor;
        var template = binding.Template.Variables[Array.IndexOf(binding.Variables, variable)];
        var pattern = string.Join('/', binding.Template.Segments[template.Start..template.End].Select(s => s.ToString()));
        var text = part switch
        {
            { IsWhole: true, IsOpen: true } => "Any number of segments, their slashes as they are.",
            { IsWhole: true } => name == variable.Name ? "" : $"The field `{variable.Name}`.",
            { IsOpen: true } => $"The rest of `{variable.Name}`, as in `{pattern}`: any number of segments, their slashes as they are.",
            _ => $"A segment of `{variable.Name}`, as in `{pattern}`.",
        };
        if (part.IsWhole)
        {
            schemas.Describe(parameter, field, text);
            parameter["schema"] = part.IsOpen ? schemas.Parameter(field) : NotEmpty(schemas.Parameter(field));
        }
        else
        {
            parameter["description"] = text;
            parameter["schema"] = part.IsOpen ? new JsonObject { ["type"] = "string" } : Segment();
        }

        return parameter;
    }

    /// <summary>A slash that is part of a longer variable's segment cannot be told from one between two of them.</summary>
    private static JsonObject Segment() => new() { ["type"] = "string", ["pattern"] = "^[^/]+$" };

    private static JsonObject NotEmpty(JsonObject schema)
    {
        var isPlain = !schema.ContainsKey("format") && !schema.ContainsKey("pattern");
        if (isPlain && schema["type"] is JsonValue type && (string?)type == "string")
        {
            schema["minLength"] = 1;
        }

        return schema;
    }

    private void AddQuery(HttpBinding binding, JsonArray parameters)
    {
        var input = binding.Method.InputType;
        var next = new Queue<Level>([new Level(input, "", IsRequired: true, IsDeprecated: false, [input.FullName])]);
        var limit = parameters.Count + MaxParameters;
        while (next.TryDequeue(out var level))
        {
            foreach (var field in SchemaBuilder.Fields(level.Message).Where(f => !FieldBehaviors.IsOutputOnly(f)))
            {
                var name = level.Prefix + schemas.NameOf(field);
                var isBody = level.Prefix.Length == 0 && binding.BodyField?.Number == field.FieldNumber;
                if (isBody || Array.Exists(binding.Variables, v => v.Name == name))
                {
                    continue;
                }

                if (field.IsMap)
                {
                    if (parameters.Count < limit && IsText(field.MessageType.FindFieldByNumber(2)))
                    {
                        parameters.Add(Map(name, field, level));
                    }
                }
                else if (!IsText(field))
                {
                    if (level.Enter(field, name) is { } below)
                    {
                        next.Enqueue(below);
                    }
                }
                else if (parameters.Count < limit)
                {
                    parameters.Add(InQuery(name, field, level));
                }
            }
        }
    }

    private static bool IsText(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => WellKnown.KindOf(field.MessageType)
            is WellKnownKind.Timestamp or WellKnownKind.Duration or WellKnownKind.FieldMask or WellKnownKind.Wrapper,
        _ => true,
    };

    /// <summary>A map is given an entry at a time: <c>labels[key]=value</c>.</summary>
    private JsonObject Map(string name, FieldDescriptor field, Level level)
    {
        var parameter = InQuery(name, field, level);
        (parameter["style"], parameter["explode"]) = ("deepObject", true);
        return parameter;
    }

    private JsonObject InQuery(string name, FieldDescriptor field, Level level)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = "query" };
        if (level.IsRequired && FieldBehaviors.IsRequired(field))
        {
            parameter["required"] = true;
        }

        schemas.Describe(parameter, field, field.RealContainingOneof is { } oneof ? schemas.Alternatives(oneof) : "");
        if (level.IsDeprecated)
        {
            parameter["deprecated"] = true;
        }

        parameter["schema"] = schemas.Parameter(field);
        return parameter;
    }

    /// <summary>A message whose fields are parameters.</summary>
    private sealed record Level(MessageDescriptor Message, string Prefix, bool IsRequired, bool IsDeprecated, string[] Path)
    {
        /// <summary>The message of a field of this one, unless it cannot be given in a query, or contains itself.</summary>
        public Level? Enter(FieldDescriptor field, string name) =>
            field.IsRepeated || WellKnown.KindOf(field.MessageType) != WellKnownKind.None
                || Path.Length == MaxDepth || Path.Contains(field.MessageType.FullName)
                ? null
                : new Level(
                    field.MessageType,
                    name + ".",
                    IsRequired && FieldBehaviors.IsRequired(field),
                    IsDeprecated || FieldBehaviors.IsDeprecated(field),
                    [.. Path, field.MessageType.FullName]);
    }
}
