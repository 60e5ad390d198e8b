using FocusSuite.Gateway.Rules;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace FocusSuite.Gateway.Reflection;

/// <summary>
/// The suite's files without what is not public: reflection shows whole files, and internal services are declared in the same ones.
/// </summary>
internal static class PublicDescriptors
{
    public static IReadOnlyList<ServiceDescriptor> Services()
    {
        var files = new Dictionary<string, ByteString>(StringComparer.Ordinal);
        foreach (var service in ProtoAssembly.Services())
        {
            Add(service.File, files);
        }

        return [.. FileDescriptor.BuildFromByteStrings(files.Values).SelectMany(file => file.Services)];
    }

    /// <summary>Dependencies first, as they are built.</summary>
    private static void Add(FileDescriptor file, Dictionary<string, ByteString> files)
    {
        if (files.ContainsKey(file.Name))
        {
            return;
        }

        foreach (var dependency in file.Dependencies)
        {
            Add(dependency, files);
        }

        files.Add(file.Name, Pruned(file));
    }

    private static ByteString Pruned(FileDescriptor file)
    {
        var internals = file.Services.SelectMany(s => s.Methods).Where(m => !SuiteRules.IsPublic(m)).Select(m => m.FullName)
            .ToHashSet(StringComparer.Ordinal);
        if (internals.Count == 0)
        {
            return file.SerializedData;
        }

        var pruned = file.ToProto();
        foreach (var service in pruned.Service.ToArray())
        {
            var left = service.Method.Where(m => !internals.Contains($"{pruned.Package}.{service.Name}.{m.Name}")).ToArray();
            service.Method.Clear();
            service.Method.Add(left);
            if (left.Length == 0)
            {
                pruned.Service.Remove(service);
            }
        }

        return pruned.ToByteString();
    }
}
