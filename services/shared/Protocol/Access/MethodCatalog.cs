using System.Collections.Frozen;
using FocusSuite.Protos.Options.V1;
using Google.Api;
using Google.Protobuf.Reflection;

namespace FocusSuite.Protocol.Access;

/// <summary>What the protos say about each method of the suite.</summary>
public static class MethodCatalog
{
    private static readonly FrozenDictionary<string, MethodDescriptor> Methods = typeof(OptionsReflection).Assembly.GetExportedTypes()
        .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal) && type.IsAbstract && type.IsSealed)
        .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .ToFrozenDictionary(method => $"/{method.Service.FullName}/{method.Name}");

    // A proto's options are copied each time they are asked for, and they are asked for at each call.
    private static readonly FrozenDictionary<MethodDescriptor, Rules> Known = Methods.Values.ToFrozenDictionary(
        method => method, method => new Rules(method.GetOptions()));

    /// <summary>All methods by their gRPC path, e.g. <c>/focus.sessions.v1.SessionsService/StartSession</c>.</summary>
    public static IReadOnlyDictionary<string, MethodDescriptor> All => Methods;

    /// <summary>Who may call a method.</summary>
    /// <param name="method">The method.</param>
    /// <returns>What its proto says; a signed-in person where it says nothing.</returns>
    public static Protos.Options.V1.Access AccessOf(MethodDescriptor method) => Known[method].Access;

    /// <summary>Whether a method takes an idempotency key: every POST over JSON does, and what its proto says so of.</summary>
    /// <param name="method">The method.</param>
    /// <returns>True where a repeat with the same key acts once.</returns>
    public static bool TakesRequestKey(MethodDescriptor method) => Known[method].TakesRequestKey;

    /// <summary>Whether a call of a method keeps a processor busy on purpose, so that it has places of its own.</summary>
    /// <param name="method">The method.</param>
    /// <returns>What its proto says.</returns>
    public static bool IsCostly(MethodDescriptor method) => Known[method].IsCostly;

    private sealed class Rules(MethodOptions? options)
    {
        public Protos.Options.V1.Access Access { get; } =
            options?.GetExtension(OptionsExtensions.Access) is { } access and not Protos.Options.V1.Access.Unspecified
                ? access
                : Protos.Options.V1.Access.User;

        public bool TakesRequestKey { get; } =
            options?.GetExtension(AnnotationsExtensions.Http)?.PatternCase == HttpRule.PatternOneofCase.Post
            || options?.GetExtension(OptionsExtensions.TakesRequestKey) == true;

        public bool IsCostly { get; } = options?.GetExtension(OptionsExtensions.Costly) == true;
    }
}
