using Google.Protobuf.Reflection;

namespace GrpcTranscoding.OpenApi;

/// <summary>The comments of proto files, by the full names of what they are about. Compiled descriptors have none; a descriptor set with
/// source information has.</summary>
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
                var comment = location.LeadingComments.Length > 0 ? location.LeadingComments : location.TrailingComments;
                if (comment.Length > 0 && NameOf(file, [.. location.Path]) is { } name)
                {
                    _comments[name] = Text(comment);
                }
            }
        }
    }

    public string? Of(string fullName) => _comments.GetValueOrDefault(fullName);

    private static string Text(string comment) =>
        string.Join('\n', comment.Split('\n').Select(line => line.Trim())).Trim().Replace("\n\n", "\u2029", StringComparison.Ordinal)
            .Replace('\n', ' ').Replace("\u2029", "\n\n", StringComparison.Ordinal);

    /// <summary>A path is a list of field numbers of FileDescriptorProto, each followed by an index.</summary>
    private static string? NameOf(FileDescriptorProto file, int[] path)
    {
        var scope = file.Package.Length == 0 ? "" : file.Package + ".";
        return path switch
        {
            [4, var message, .. var rest] => InMessage(file.MessageType[message], scope, rest),
            [5, var type, .. var rest] => InEnum(file.EnumType[type], scope, rest),
            [6, var service] => scope + file.Service[service].Name,
            [6, var service, 2, var method] => $"{scope}{file.Service[service].Name}.{file.Service[service].Method[method].Name}",
            _ => null,
        };
    }

    private static string? InMessage(DescriptorProto message, string scope, int[] path) => path switch
    {
        [] => scope + message.Name,
        [2, var field] => $"{scope}{message.Name}.{message.Field[field].Name}",
        [3, var nested, .. var rest] => InMessage(message.NestedType[nested], $"{scope}{message.Name}.", rest),
        [4, var type, .. var rest] => InEnum(message.EnumType[type], $"{scope}{message.Name}.", rest),
        _ => null,
    };

    // The values of an enum are siblings of it by name; here they are told apart by their enum.
    private static string? InEnum(EnumDescriptorProto type, string scope, int[] path) => path switch
    {
        [] => scope + type.Name,
        [2, var value] => $"{scope}{type.Name}.{type.Value[value].Name}",
        _ => null,
    };
}
