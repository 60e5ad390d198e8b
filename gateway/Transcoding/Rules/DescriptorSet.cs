using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Rules;

/// <summary>Reads a <c>google.protobuf.FileDescriptorSet</c>, as <c>protoc --include_imports --descriptor_set_out</c> and <c>buf build</c>
/// make it.</summary>
internal static class DescriptorSet
{
    /// <exception cref="FormatException">The bytes are no set, or one that is not whole.</exception>
    public static IReadOnlyList<FileDescriptor> Read(byte[] set, ExtensionRegistry extensions)
    {
        var all = extensions.Clone();
        Extension[] known = [AnnotationsExtensions.Http, FieldBehaviorExtensions.FieldBehavior, FieldInfoExtensions.FieldInfo];
        foreach (var extension in known.Where(e => !all.Contains(e)))
        {
            all.Add(extension);
        }

        try
        {
            return FileDescriptor.BuildFromByteStrings(InOrder(FileDescriptorSet.Parser.ParseFrom(set)), all);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or DescriptorValidationException or ArgumentException)
        {
            throw new FormatException($"This is no usable descriptor set: {e.Message}", e);
        }
    }

    /// <summary>The files, each behind those that it imports.</summary>
    private static List<ByteString> InOrder(FileDescriptorSet set)
    {
        var files = set.File.DistinctBy(f => f.Name).ToDictionary(f => f.Name, StringComparer.Ordinal);
        if (set.File.SelectMany(f => f.Dependency).FirstOrDefault(name => !files.ContainsKey(name)) is { } missing)
        {
            throw new FormatException(
                $"The descriptor set lacks {missing}, which another of its files imports; make it with --include_imports.");
        }

        var ordered = new List<ByteString>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in set.File)
        {
            Add(file);
        }

        return ordered;

        void Add(FileDescriptorProto file)
        {
            if (!seen.Add(file.Name))
            {
                return;
            }

            foreach (var name in file.Dependency)
            {
                Add(files[name]);
            }

            ordered.Add(file.ToByteString());
        }
    }
}
