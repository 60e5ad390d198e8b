using Google.Api;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Rules;
using GrpcTranscoding.Templates;

namespace GrpcTranscoding.Binding;

/// <summary>Makes the bindings of a method from its <c>google.api.http</c> rule, noting every fault with its remedy.</summary>
internal sealed class BindingBuilder(ProtoJsonCodec codec, ConfiguredRules rules, List<string> faults)
{
    public IEnumerable<HttpBinding> Build(MethodDescriptor method)
    {
        var rule = rules.Of(method);
        return rule is null ? [] : Rules(method, rule).Select(r => Build(method, r)).OfType<HttpBinding>();
    }

    private IEnumerable<HttpRule> Rules(MethodDescriptor method, HttpRule rule)
    {
        yield return rule;
        foreach (var additional in rule.AdditionalBindings)
        {
            if (additional.AdditionalBindings.Count > 0)
            {
                Fault(method, "additional_bindings stand inside additional_bindings", "list them all in the method's own rule");
            }

            yield return additional;
        }
    }

    private HttpBinding? Build(MethodDescriptor method, HttpRule rule)
    {
        var before = faults.Count;
        var (verb, path) = PatternOf(rule);
        if (verb.Length == 0 || path.Length == 0)
        {
            Fault(method, "the rule has no path", "set one of get, put, post, delete, patch or custom");
            return null;
        }

        var template = ParseTemplate(method, path);
        var input = codec.For(method.InputType);
        var output = codec.For(method.OutputType);
        if (verb == "GET" && rule.Body.Length > 0)
        {
            Fault(method, "a GET has no body", "leave out body: its fields become query parameters");
        }

        var binding = new HttpBinding
        {
            Method = method,
            HttpMethod = verb,
            Template = template ?? PathTemplate.Parse("/invalid"),
            Variables = template is null ? [] : [.. template.Variables.Select(v => VariableOf(method, input, v)).OfType<FieldPath>()],
            Input = input,
            Output = output,
            BodyIsAll = rule.Body == "*",
            BodyField = rule.Body.Length > 0 && rule.Body != "*" && FieldOf(method, method.InputType, rule.Body, "body") is { } body
                ? input.Plan.Find(body)
                : null,
            ResponseBody = rule.ResponseBody.Length > 0 ? FieldOf(method, method.OutputType, rule.ResponseBody, "response_body") : null,
        };
        var choices = new OneofChoices();
        foreach (var variable in binding.Variables)
        {
            if (choices.Excludes(variable) is { } oneof)
            {
                Fault(
                    method,
                    $"the variable {{{variable.Name}}} excludes another one, since both are members of {oneof}",
                    "bind one of them");
            }
        }

        return faults.Count > before ? null : binding.Complete();
    }

    private static (string Verb, string Path) PatternOf(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
        HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
        HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
        HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
        HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
        HttpRule.PatternOneofCase.Custom => (rule.Custom.Kind.ToUpperInvariant(), rule.Custom.Path),
        _ => ("", ""),
    };

    private PathTemplate? ParseTemplate(MethodDescriptor method, string path)
    {
        try
        {
            return PathTemplate.Parse(path);
        }
        catch (FormatException e)
        {
            Fault(method, e.Message, "mend the template");
            return null;
        }
    }

    private FieldPath? VariableOf(MethodDescriptor method, ProtoJsonMessage input, TemplateVariable variable)
    {
        var path = FieldPath.Find(input.Plan, variable.FieldPath, out var fault);
        if (path is { Leaf.IsRepeated: true })
        {
            fault = $"{path.Leaf.Descriptor.FullName} is repeated";
            path = null;
        }

        if (path is null)
        {
            Fault(method, $"the variable {{{variable.FieldPath}}} fits no field: {fault}", "name a singular field of a simple type");
        }

        return path;
    }

    private FieldDescriptor? FieldOf(MethodDescriptor method, MessageDescriptor message, string name, string what)
    {
        var field = message.FindFieldByName(name);
        if (field is null)
        {
            Fault(
                method,
                $"{what} names \"{name}\", which {message.FullName} does not have",
                "name one of its own fields as the proto file writes it");
        }

        return field;
    }

    private void Fault(MethodDescriptor method, string what, string remedy) => faults.Add($"{method.FullName}: {what}; {remedy}.");
}
