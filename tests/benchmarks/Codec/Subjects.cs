using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Google.Protobuf;
using GrpcTranscoding.Codec;

namespace GrpcTranscoding.Benchmarks.Codec;

/// <summary>One payload in the hands of the three rivals. All write and read the same text: snake_case, nulls, words of enums as the proto
/// names them.</summary>
internal sealed class Subjects
{
    private static readonly ProtoJsonCodec Codec = new(new ProtoJsonOptions
    {
        ProtoNames = true,
        WriteDefaults = true,
        WriteNulls = true,
        Int64AsNumber = true
    });

    public Subjects(string payload)
    {
        Message = Payloads.Of(payload);
        Wire = Message.ToByteArray();
        Writer = Codec.For(Message.Descriptor);
        var buffer = new ArrayBufferWriter<byte>();
        Writer.WriteJson(Wire, buffer);
        Json = buffer.WrittenSpan.ToArray();
        JsonText = Encoding.UTF8.GetString(Json);
        TypeInfo = payload switch
        {
            "small" => StjModels.Default.SmallModel,
            "day" => StjModels.Default.DayModel,
            _ => StjModels.Default.HistoryModel,
        };
        Model = JsonSerializer.Deserialize(Json, TypeInfo)!;
    }

    public IMessage Message { get; }

    public byte[] Wire { get; }

    public byte[] Json { get; }

    public string JsonText { get; }

    public ProtoJsonMessage Writer { get; }

    public JsonTypeInfo TypeInfo { get; }

    public object Model { get; }
}
