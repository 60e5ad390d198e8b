using FocusSuite.Protocol.Access;
using FocusSuite.Protos.Options.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace FocusSuite.Architecture.Tests.Pages;

/// <summary>What can be called, from the descriptors of the protos.</summary>
internal static class RoutePage
{
    public static GeneratedPage Make()
    {
        var methods = MethodCatalog.All.OrderBy(method => method.Key, StringComparer.Ordinal).ToList();
        return new GeneratedPage(
            "routes",
            "Routes and methods",
            new Table(
                "The JSON routes of the gateway. Each is a gRPC method, too. A request may end its path with `/`.\n"
                + "*Success* is the HTTP status of a success. Which requests take an `Idempotency-Key`:\n"
                + "[decision 7](../decisions/0007-idempotency-keys.md).",
                ["verb", "path", "gRPC method", "owner", "who may call", "success"],
                [
                    .. from method in methods
                       let rule = method.Value.GetOptions()?.GetExtension(AnnotationsExtensions.Http)
                       where rule is not null
                       let route = Route(rule)
                       orderby route.Path, route.Verb
                       select new[]
                       {
                           route.Verb, $"`{route.Path}`", Name(method.Value), Owner(method.Value), Access(method.Value),
                           Success(method.Value),
                       },
                ]),
            new Table(
                "Methods without a route. They can be called by gRPC only.",
                ["gRPC method", "owner", "who may call"],
                [
                    .. from method in methods
                       where method.Value.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is null
                       select new[] { Name(method.Value), Owner(method.Value), Access(method.Value) },
                ]));
    }

    private static (string Verb, string Path) Route(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => ("GET", rule.Get),
        HttpRule.PatternOneofCase.Post => ("POST", rule.Post),
        HttpRule.PatternOneofCase.Put => ("PUT", rule.Put),
        HttpRule.PatternOneofCase.Patch => ("PATCH", rule.Patch),
        HttpRule.PatternOneofCase.Delete => ("DELETE", rule.Delete),
        _ => throw new InvalidOperationException($"Nobody has told this table how to show {rule.PatternCase}."),
    };

    private static string Name(MethodDescriptor method) => $"`{method.Service.FullName}/{method.Name}`";

    // focus.sessions.v1 is served by services/sessions; focus.personal.v1 by each service that holds personal data, and focus.facts.v1 by
    // each that owns facts.
    private static string Owner(MethodDescriptor method)
    {
        var package = method.File.Package.Split('.')[1];
        return package switch
        {
            "personal" => "services with personal data",
            "facts" => "services that own facts",
            _ => package,
        };
    }

    private static string Access(MethodDescriptor method) => MethodCatalog.AccessOf(method) switch
    {
        Protos.Options.V1.Access.User => "user",
        Protos.Options.V1.Access.Anonymous => "anybody",
        Protos.Options.V1.Access.Service => "service",
        Protos.Options.V1.Access.UserOrService => "user or service",
        var access => throw new InvalidOperationException($"Nobody has told this table how to show {access}."),
    };

    private static string Success(MethodDescriptor method) =>
        method.GetOptions()?.GetExtension(OptionsExtensions.Success) is { Count: > 0 } statuses ? string.Join(", ", statuses) : "200";
}
