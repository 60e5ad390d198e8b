using System.Buffers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos;

namespace GrpcTranscoding.Tests.Support;

internal static class Codecs
{
    public static readonly TypeRegistry Types = TypeRegistry.FromFiles(EveryReflection.Descriptor, LibraryReflection.Descriptor);

    public static readonly ProtoJsonCodec Standard = new(new ProtoJsonOptions { TypeRegistry = Types });

    public static readonly JsonFormatter GoogleFormatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Types));

    public static readonly JsonParser GoogleParser = new(new JsonParser.Settings(100, Types));

    public static string Write(this ProtoJsonCodec codec, MessageDescriptor type, ReadOnlySpan<byte> wire)
    {
        var output = new ArrayBufferWriter<byte>();
        codec.For(type).WriteJson(wire, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Write(this ProtoJsonCodec codec, IMessage message) => codec.Write(message.Descriptor, message.ToByteArray());

    public static T Read<T>(this ProtoJsonCodec codec, string json)
        where T : IMessage<T>, new()
    {
        var output = new ArrayBufferWriter<byte>();
        var message = new T();
        codec.For(message.Descriptor).ReadJson(Encoding.UTF8.GetBytes(json), output);
        message.MergeFrom(output.WrittenSpan.ToArray());
        return message;
    }
}
