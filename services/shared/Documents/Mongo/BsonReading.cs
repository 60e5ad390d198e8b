using System.Buffers;
using System.Text.Json;
using FocusSuite.Documents.Internal;
using MongoDB.Bson;

namespace FocusSuite.Documents.Mongo;

/// <summary>Reads documents from BSON by way of JSON: what the words and texts mean is then known to one mapping only.</summary>
internal static class BsonReading
{
    public static T Read<T>(BsonDocument document)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = DocumentJson.Options.Encoder, SkipValidation = true }))
        {
            Write(writer, document);
        }

        return JsonSerializer.Deserialize<T>(buffer.WrittenSpan, DocumentJson.Options)!;
    }

    private static void Write(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value.BsonType)
        {
            case BsonType.Document:
                writer.WriteStartObject();
                foreach (var element in value.AsBsonDocument)
                {
                    writer.WritePropertyName(BsonNames.Unescape(element.Name));
                    Write(writer, element.Value);
                }

                writer.WriteEndObject();
                break;
            case BsonType.Array:
                writer.WriteStartArray();
                foreach (var item in value.AsBsonArray)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, value);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, BsonValue value)
    {
        switch (value.BsonType)
        {
            case BsonType.String:
                writer.WriteStringValue(value.AsString);
                break;
            case BsonType.Int32:
                writer.WriteNumberValue(value.AsInt32);
                break;
            case BsonType.Int64:
                writer.WriteNumberValue(value.AsInt64);
                break;
            case BsonType.Double:
                writer.WriteNumberValue(value.AsDouble);
                break;
            case BsonType.Decimal128:
                writer.WriteNumberValue(Decimal128.ToDecimal(value.AsDecimal128));
                break;
            case BsonType.Boolean:
                writer.WriteBooleanValue(value.AsBoolean);
                break;
            case BsonType.DateTime:
                writer.WriteStringValue(
                    InstantConverter.Text(DateTimeOffset.FromUnixTimeMilliseconds(value.AsBsonDateTime.MillisecondsSinceEpoch)));
                break;
            case BsonType.Binary:
                writer.WriteBase64StringValue(value.AsBsonBinaryData.Bytes);
                break;
            case BsonType.Null:
                writer.WriteNullValue();
                break;
            default:
                throw new NotSupportedException($"A stored document holds a {value.BsonType}, which this store never writes.");
        }
    }
}
