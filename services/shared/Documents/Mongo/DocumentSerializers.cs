using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using FocusSuite.Documents.Internal;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using MongoDB.Bson.Serialization.Conventions;
using MongoDB.Bson.Serialization.Serializers;

namespace FocusSuite.Documents.Mongo;

/// <summary>
/// The driver's serializers, set up by the contract that System.Text.Json has of the documents, so that JSON and BSON are one mapping with
/// the same names, the same ignored properties and the same words. What BSON has a type for keeps it: times, integers, decimals, bytes.
/// They are in a registry of our own: whoever else uses the driver in this process sees nothing of them.
/// </summary>
internal sealed class DocumentSerializers : BsonSerializationProviderBase
{
    // A class map that is not given its base looks for it among those of the process.
    private static readonly BsonClassMap Root = new BsonClassMap(typeof(object)).Freeze();

    private static readonly CollectionsSerializationProvider Collections = new();

    private static readonly BsonSerializerRegistry Registry = CreateRegistry();

    public static IBsonSerializer<T> Of<T>() => Registry.GetSerializer<T>();

    public override IBsonSerializer GetSerializer(Type type, IBsonSerializerRegistry serializerRegistry)
    {
        var info = DocumentJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Object => Create(typeof(BsonClassMapSerializer<>), [type], Map(info)),
            JsonTypeInfoKind.Enumerable => Collections.GetSerializer(type, serializerRegistry),
            JsonTypeInfoKind.Dictionary => Create(
                typeof(DictionarySerializer<,,>), [type, info.KeyType!, info.ElementType!], Of(info.ElementType!)),
            _ when Nullable.GetUnderlyingType(type) is { } value => Create(typeof(NullableSerializer<>), [value], Of(value)),
            _ when type.IsEnum => Create(typeof(EnumSerializer<>), [type], BsonType.String),
            _ => Create(typeof(WordSerializer<>), [type]),
        };
    }

    private static BsonSerializerRegistry CreateRegistry()
    {
        var registry = new BsonSerializerRegistry();
        registry.RegisterSerializationProvider(new DocumentSerializers());
        IBsonSerializer[] values =
        [
            new TextSerializer(), new ByteArraySerializer(), new GuidSerializer(BsonType.String), new BooleanSerializer(),
            new DateTimeOffsetSerializer(BsonType.DateTime),
            // The driver's own counts years by the calendar of the server's language.
            new WordSerializer<DateOnly>(
                date => date.ToString("O", CultureInfo.InvariantCulture),
                word => DateOnly.ParseExact(word, "O", CultureInfo.InvariantCulture)),
            new ByteSerializer(), new SByteSerializer(), new Int16Serializer(), new UInt16Serializer(), new Int32Serializer(),
            new UInt32Serializer(BsonType.Int64), new Int64Serializer(), new SingleSerializer(), new DoubleSerializer(),
            new DecimalSerializer(),
        ];
        foreach (var value in values)
        {
            registry.RegisterSerializer(value.ValueType, value);
        }

        return registry;
    }

    private static BsonClassMap Map(JsonTypeInfo info)
    {
        var map = new BsonClassMap(info.Type, Root);
        map.SetIgnoreExtraElements(true);
        // None is ever written or looked for, but a map that has no convention registers one for the process.
        map.SetDiscriminatorConvention(new ScalarDiscriminatorConvention("_t"));
        var arguments = new SortedList<int, MemberInfo>();
        foreach (var property in info.Properties.Where(property => property.Get is not null))
        {
            var member = map.MapMember((MemberInfo)property.AttributeProvider!).SetElementName(BsonNames.Escape(property.Name))
                .SetSerializer(Of(property.PropertyType)).SetIsRequired(property.IsRequired);
            if (property.AssociatedParameter is { } parameter)
            {
                member.SetDefaultValue(parameter.DefaultValue);
                arguments.Add(parameter.Position, member.MemberInfo);
            }
        }

        if (info.CreateObject is { } create)
        {
            map.SetCreator(create);
        }
        else
        {
            map.MapConstructor((ConstructorInfo)info.ConstructorAttributeProvider!).SetArguments(arguments.Values);
        }

        return map.Freeze();
    }

    private static IBsonSerializer Of(Type type) => Registry.GetSerializer(type);

    private static IBsonSerializer Create(Type serializer, Type[] types, params object[] arguments) =>
        (IBsonSerializer)Activator.CreateInstance(serializer.MakeGenericType(types), arguments)!;
}
