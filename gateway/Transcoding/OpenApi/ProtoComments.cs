using Google.Protobuf.Reflection;

namespace GrpcTranscoding.OpenApi;

/// <summary>The comments of proto files, by the full names of what they are about. Compiled descriptors have none; a descriptor set with source
/// information has.</summary>
internal sealed class ProtoComments
{
    private readonly Dictionary<string, string> _comments = new(StringComparer.Ordinal);

    public ProtoComments(ReadOnlyMemory<byte> descriptorSet)
    {
        if (descriptorSet.IsEmpty)
        {
            return;
        }

        foreach (var file in FileDescriptorSet.Parser.ParseFrom(descriptorSet.Span).File)
        {
            foreach (var location in file.SourceCodeInfo?.Location ?? [])
            {
                if (location.LeadingComments.Length > 0 && NameOf(file, [.. location.Path]) is { } name)
                {
                    _comments[name] = Text(location.LeadingComments);
                }
            }
        }
    }

    public string? Of(string fullName) => _comments.GetValueOrDefault(fullName);

    private static string Text(string comment) =>
        string.Join('\n', comment.Split('\n').Select(line => line.Trim())).Trim().Replace("\n\n", "\u2029", StringComparison.Ordinal)
            .Replace('\n', ' ').Replace("\u2029", "\n\n", StringComparison.Ordinal);

    /// <summary>A path is a list of field numbers of FileDescriptorProto, each followed by an index.</summary>
    private static string? NameOf(FileDescriptorProto file, int[] path) => path switch
    {
        [4, var message, .. var rest] => InMessage(file.MessageType[message], file.Package, rest),
        [5, var type, .. var rest] => InEnum(file.EnumType[type], file.Package, rest),
        [6, var service] => $"{file.Package}.{file.Service[service].Name}",
        [6, var service, 2, var method] => $"{file.Package}.{file.Service[service].Name}.{file.Service[service].Method[method].Name}",
        _ => null,
    };

    private static string? InMessage(DescriptorProto message, string scope, int[] path) => path switch
    {
        [] => $"{scope}.{message.Name}",
        [2, var field] => $"{scope}.{message.Name}.{message.Field[field].Name}",
        [3, var nested, .. var rest] => InMessage(message.NestedType[nested], $"{scope}.{message.Name}", rest),
        [4, var type, .. var rest] => InEnum(message.EnumType[type], $"{scope}.{message.Name}", rest),
        _ => null,
    };

    // The values of an enum are siblings of it by name; here they are told apart by their enum.
    private static string? InEnum(EnumDescriptorProto type, string scope, int[] path) => path switch
    {
        [] => $"{scope}.{type.Name}",
        [2, var value] => $"{scope}.{type.Name}.{type.Value[value].Name}",
        _ => null,
    };
}
