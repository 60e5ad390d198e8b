using System.Buffers;
using System.Text;
using Google.Protobuf.Reflection;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Wire;
using Microsoft.Net.Http.Headers;

namespace GrpcTranscoding.Proxying;

/// <summary>Bodies of <c>google.api.HttpBody</c>: bytes with a content type of their own, and no JSON.</summary>
internal static class RawBodies
{
    /// <summary>The type of bytes of which nothing is said.</summary>
    public const string UnknownType = "application/octet-stream";

    private const string FullName = "google.api.HttpBody";
    private const int ContentTypeField = 1;
    private const int DataField = 2;

    public static bool IsRawRequest(HttpBinding binding) =>
        (binding.BodyIsAll && binding.Method.InputType.FullName == FullName) || binding.BodyField?.Message?.Descriptor.FullName == FullName;

    public static bool IsRawResponse(HttpBinding binding) =>
        (binding.ResponseBody is { FieldType: FieldType.Message } field ? field.MessageType : binding.Method.OutputType)
            .FullName == FullName;

    public static void Write(HttpBinding binding, string? contentType, in ReadOnlySequence<byte> data, WireWriter output)
    {
        var start = 0;
        if (binding.BodyField is { } field)
        {
            output.WriteTag(field.Number, 2);
            start = output.Begin();
        }

        output.WriteTag(ContentTypeField, 2);
        output.WriteBytes(Encoding.UTF8.GetBytes(contentType ?? ""));
        output.WriteTag(DataField, 2);
        output.WriteVarint((ulong)data.Length);
        foreach (var piece in data)
        {
            output.WriteRaw(piece.Span);
        }

        if (binding.BodyField is not null)
        {
            output.End(start);
        }
    }

    /// <summary>The content type and the bytes of an answer; the bytes are a part of <paramref name="wire"/>.</summary>
    /// <exception cref="ProtoJsonException">The message is broken, or its content type is none.</exception>
    public static (string ContentType, ReadOnlyMemory<byte> Data) Read(HttpBinding binding, ReadOnlyMemory<byte> wire)
    {
        var body = BodyOf(binding, wire);
        var type = Encoding.UTF8.GetString(Last(body, ContentTypeField).Span);
        if (type.Length > 0 && !MediaTypeHeaderValue.TryParse(AnswerMetadata.Checked("content-type", type), out _))
        {
            throw ProtoJsonException.NoJsonForm("The content type of the body is none.");
        }

        return (type.Length > 0 ? type : UnknownType, Last(body, DataField));
    }

    /// <summary>The bytes alone.</summary>
    public static ReadOnlyMemory<byte> ReadData(HttpBinding binding, ReadOnlyMemory<byte> wire) => Last(BodyOf(binding, wire), DataField);

    private static ReadOnlyMemory<byte> BodyOf(HttpBinding binding, ReadOnlyMemory<byte> wire) =>
        binding.ResponseBody is null ? wire : Last(wire, binding.ResponseBody.FieldNumber);

    private static ReadOnlyMemory<byte> Last(ReadOnlyMemory<byte> wire, int number)
    {
        var reader = new WireReader(wire.Span);
        ReadOnlyMemory<byte> found = default;
        while (!reader.AtEnd)
        {
            var tag = reader.ReadTag();
            if (tag == (((uint)number << 3) | 2))
            {
                var length = reader.ReadBytes().Length;
                found = wire.Slice(reader.Position - length, length);
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return found;
    }
}
