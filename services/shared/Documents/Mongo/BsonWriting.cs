using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FocusSuite.Documents.Internal;
using MongoDB.Bson;

namespace FocusSuite.Documents.Mongo;

/// <summary>
/// Writes documents as BSON by the contract that System.Text.Json has of them, so that JSON and BSON are one mapping with the same names,
/// the same ignored properties and the same words. What BSON has a type for keeps it: times, integers, decimals, bytes.
/// </summary>
internal static class BsonWriting
{
    public static BsonDocument Write<T>(T document)
        where T : class => Write(document, DocumentJson.Options.GetTypeInfo(typeof(T))).AsBsonDocument;

    private static BsonValue Write(object? value, JsonTypeInfo info)
    {
        if (value is null)
        {
            return BsonNull.Value;
        }

        if (info.Type == typeof(object) && value.GetType() != typeof(object))
        {
            return Write(value, DocumentJson.Options.GetTypeInfo(value.GetType()));
        }

        return info.Kind switch
        {
            JsonTypeInfoKind.Object => WriteObject(value, info),
            JsonTypeInfoKind.Enumerable => WriteList((IEnumerable)value, DocumentJson.Options.GetTypeInfo(info.ElementType!)),
            JsonTypeInfoKind.Dictionary when value is IDictionary entries => WriteDictionary(entries, info),
            _ => WriteScalar(value, info),
        };
    }

    private static BsonDocument WriteObject(object value, JsonTypeInfo info)
    {
        var document = new BsonDocument();
        if (info.PolymorphismOptions is { } polymorphism
            && polymorphism.DerivedTypes.FirstOrDefault(one => one.DerivedType == value.GetType()) is var derived)
        {
            if (derived.TypeDiscriminator is { } discriminator)
            {
                document.Add(BsonNames.Escape(polymorphism.TypeDiscriminatorPropertyName), BsonValue.Create(discriminator));
            }

            info = DocumentJson.Options.GetTypeInfo(derived.DerivedType ?? info.Type);
        }

        foreach (var property in info.Properties)
        {
            if (property.Get is not { } get || property.IsExtensionData)
            {
                continue;
            }

            var member = get(value);
            if (property.ShouldSerialize is { } wanted && !wanted(value, member))
            {
                continue;
            }

            document.Add(
                BsonNames.Escape(property.Name),
                property.CustomConverter is null
                    ? Write(member, DocumentJson.Options.GetTypeInfo(property.PropertyType))
                    : throw new NotSupportedException($"{info.Type.Name}.{property.Name} has a converter of its own; put it on the type."));
        }

        return document;
    }

    private static BsonArray WriteList(IEnumerable items, JsonTypeInfo element)
    {
        var array = new BsonArray();
        foreach (var item in items)
        {
            array.Add(Write(item, element));
        }

        return array;
    }

    private static BsonDocument WriteDictionary(IDictionary entries, JsonTypeInfo info)
    {
        var element = DocumentJson.Options.GetTypeInfo(info.ElementType!);
        var document = new BsonDocument();
        foreach (DictionaryEntry entry in entries)
        {
            var key = entry.Key is string text
                ? DocumentJson.Clean(text)
                : JsonSerializer.SerializeToElement(entry.Key, info.KeyType!, DocumentJson.Options).ToString();
            document.Set(BsonNames.Escape(key), Write(entry.Value, element));
        }

        return document;
    }

    private static BsonValue WriteScalar(object value, JsonTypeInfo info) => value switch
    {
        string text when info.Type == typeof(string) => new BsonString(DocumentJson.Clean(text)),
        bool flag => BsonBoolean.Create(flag),
        int or short or ushort or byte or sbyte => new BsonInt32(Convert.ToInt32(value, null)),
        long or uint => new BsonInt64(Convert.ToInt64(value, null)),
        decimal number => new BsonDecimal128(number),
        double or float when Convert.ToDouble(value, null) is var number => double.IsFinite(number)
            ? new BsonDouble(number)
            : throw new ArgumentException("NaN and infinities cannot be stored.", nameof(value)),
        DateTimeOffset instant => new BsonDateTime(DocumentJson.Truncate(instant).ToUnixTimeMilliseconds()),
        byte[] bytes => new BsonBinaryData(bytes),
        _ => FromJson(JsonSerializer.SerializeToElement(value, info)),
    };

    private static BsonValue FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object =>
            new BsonDocument(json.EnumerateObject().Select(one => new BsonElement(BsonNames.Escape(one.Name), FromJson(one.Value)))),
        JsonValueKind.Array => new BsonArray(json.EnumerateArray().Select(FromJson)),
        JsonValueKind.String => new BsonString(DocumentJson.Clean(json.GetString()!)),
        JsonValueKind.Number when json.TryGetInt64(out var number) => new BsonInt64(number),
        JsonValueKind.Number => new BsonDouble(json.GetDouble()),
        JsonValueKind.True => BsonBoolean.True,
        JsonValueKind.False => BsonBoolean.False,
        _ => BsonNull.Value,
    };
}
