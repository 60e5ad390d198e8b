using System.Buffers;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;

namespace GrpcTranscoding.Conformance;

/// <summary>The codec, as the conformance suite wants to talk to it.</summary>
public sealed class Testee
{
    private readonly Dictionary<string, MessageDescriptor> _types;
    private readonly ProtoJsonCodec _strict;
    private readonly ProtoJsonCodec _lenient;

    private Testee(IReadOnlyList<FileDescriptor> files)
    {
        _types = files.SelectMany(f => f.MessageTypes).ToDictionary(m => m.FullName, StringComparer.Ordinal);
        var registry = TypeRegistry.FromFiles(files);
        _strict = new ProtoJsonCodec(new ProtoJsonOptions { TypeRegistry = registry, RejectUnknownFields = true });
        _lenient = new ProtoJsonCodec(new ProtoJsonOptions { TypeRegistry = registry, IgnoreUnknownEnumWords = true });
    }

    /// <summary>A testee for the messages of a <c>FileDescriptorSet</c>.</summary>
    /// <param name="descriptorSet">Its wire bytes, every file after those that it imports.</param>
    /// <returns>The testee.</returns>
    public static Testee FromDescriptors(byte[] descriptorSet) =>
        new(FileDescriptor.BuildFromByteStrings(FileDescriptorSet.Parser.ParseFrom(descriptorSet).File.Select(f => f.ToByteString())));

    /// <summary>Does what one case asks for.</summary>
    /// <param name="request">The case.</param>
    /// <returns>What came of it.</returns>
    public ConformanceAnswer Answer(ConformanceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.MessageType == "conformance.FailureSet")
        {
            // No case is known to fail.
            return new ConformanceAnswer(ConformanceAnswerKind.Wire, ByteString.Empty);
        }

        var isJson = request.Json is not null && request.Output is ConformanceOutput.Wire or ConformanceOutput.Json;
        var isToJson = request.Wire is not null && request.Output == ConformanceOutput.Json;
        if (!(isJson || isToJson) || !_types.TryGetValue(request.MessageType, out var type))
        {
            return ConformanceAnswer.Of(ConformanceAnswerKind.Skipped, "The codec is about JSON of proto3.");
        }

        try
        {
            return Answer(request, (request.IgnoresUnknown ? _lenient : _strict).For(type));
        }
        catch (Exception e) when (e is not ProtoJsonException)
        {
            return ConformanceAnswer.Of(ConformanceAnswerKind.RuntimeError, e.ToString());
        }
    }

    private static ConformanceAnswer Answer(ConformanceRequest request, ProtoJsonMessage message)
    {
        ReadOnlyMemory<byte> wire;
        try
        {
            wire = request.Json is null ? request.Wire!.Memory : Read(message, request.Json);
            if (request.Output == ConformanceOutput.Wire)
            {
                return new ConformanceAnswer(ConformanceAnswerKind.Wire, ByteString.CopyFrom(wire.Span));
            }
        }
        catch (ProtoJsonException e)
        {
            return ConformanceAnswer.Of(ConformanceAnswerKind.ParseError, e.Message);
        }

        try
        {
            ArrayBufferWriter<byte> json = new();
            message.WriteJson(wire.Span, json);
            return new ConformanceAnswer(ConformanceAnswerKind.Json, ByteString.CopyFrom(json.WrittenSpan));
        }
        catch (ProtoJsonException e)
        {
            return ConformanceAnswer.Of(
                e.Error == ProtoJsonError.NoJsonForm ? ConformanceAnswerKind.SerializeError : ConformanceAnswerKind.ParseError, e.Message);
        }
    }

    private static ReadOnlyMemory<byte> Read(ProtoJsonMessage message, string json)
    {
        ArrayBufferWriter<byte> wire = new();
        message.ReadJson(Encoding.UTF8.GetBytes(json), wire);
        return wire.WrittenMemory;
    }
}
