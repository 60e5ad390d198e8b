using System.ComponentModel;
using System.Text.Json;
using FocusSuite.Documents.Internal;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Serializers;

namespace FocusSuite.Documents.Mongo;

/// <summary>Texts, without what a database would refuse.</summary>
internal sealed class TextSerializer : SealedClassSerializerBase<string>
{
    protected override string DeserializeValue(BsonDeserializationContext context, BsonDeserializationArgs args) =>
        context.Reader.ReadString();

    protected override void SerializeValue(BsonSerializationContext context, BsonSerializationArgs args, string value) =>
        context.Writer.WriteString(DocumentJson.Clean(value));
}

/// <summary>What is a word in JSON and has no type in BSON.</summary>
internal sealed class WordSerializer<T>(Func<T, string> write, Func<string, T> read) : StructSerializerBase<T>
    where T : struct
{
    public WordSerializer()
        : this(
            value => JsonSerializer.SerializeToElement(value, DocumentJson.Options).GetString()!,
            word => JsonSerializer.SerializeToElement(word).Deserialize<T>(DocumentJson.Options))
    {
    }

    public override T Deserialize(BsonDeserializationContext context, BsonDeserializationArgs args) => read(context.Reader.ReadString());

    public override void Serialize(BsonSerializationContext context, BsonSerializationArgs args, T value) =>
        context.Writer.WriteString(write(value));
}

/// <summary>Dictionaries by their declared type: the driver's own look for one of the actual type among those of the process.</summary>
internal sealed class DictionarySerializer<TDictionary, TKey, TValue>(IBsonSerializer<TValue> values)
    : SealedClassSerializerBase<TDictionary>
    where TDictionary : class, IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private readonly TypeConverter _keys = TypeDescriptor.GetConverter(typeof(TKey));

    protected override TDictionary DeserializeValue(BsonDeserializationContext context, BsonDeserializationArgs args)
    {
        var dictionary = new Dictionary<TKey, TValue>();
        context.Reader.ReadStartDocument();
        while (context.Reader.ReadBsonType() != BsonType.EndOfDocument)
        {
            var key = _keys.ConvertFromInvariantString(BsonNames.Unescape(context.Reader.ReadName()))!;
            dictionary[(TKey)key] = values.Deserialize(context);
        }

        context.Reader.ReadEndDocument();
        return (TDictionary)(object)dictionary;
    }

    protected override void SerializeValue(BsonSerializationContext context, BsonSerializationArgs args, TDictionary value)
    {
        context.Writer.WriteStartDocument();
        foreach (var named in value.GroupBy(one => BsonNames.Escape(DocumentJson.Clean(_keys.ConvertToInvariantString(one.Key)!))))
        {
            // Names may become the same when they are cleaned: the last one counts, as it does in jsonb.
            context.Writer.WriteName(named.Key);
            values.Serialize(context, named.Last().Value);
        }

        context.Writer.WriteEndDocument();
    }
}
