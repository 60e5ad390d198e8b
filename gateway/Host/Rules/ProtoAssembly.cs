using System.Reflection;
using FocusSuite.Protos.Options.V1;
using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace FocusSuite.Gateway.Rules;

/// <summary>All services of the suite's protos, found in the assembly, so that a new one needs no line here.</summary>
internal static class ProtoAssembly
{
    public static IEnumerable<ServiceDescriptor> Services() => Files().SelectMany(f => f.Services);

    private static IEnumerable<FileDescriptor> Files() =>
        typeof(OptionsExtensions).Assembly.GetTypes()
            .Where(t => t.IsAbstract && t.IsSealed && t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(f => f.Name, StringComparer.Ordinal);
}
