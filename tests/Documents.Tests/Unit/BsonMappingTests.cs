using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FocusSuite.Documents.Hosting;
using FocusSuite.Documents.Internal;
using FocusSuite.Documents.Mongo;
using FocusSuite.Documents.Tests.Compliance;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;
using Shouldly;

namespace FocusSuite.Documents.Tests.Unit;

/// <summary>How documents lie in MongoDB. What is here was stored by versions before, and is read by those to come.</summary>
public sealed class BsonMappingTests
{
    private const string AwkwardValues = """
        {
          id: 'awkward', userId: NumberLong(1), missing: null, empty: '',
          unicode: 'ä ß 日本 🎯 \u2028 \u0001 "quoted" \\ / <b>&amp;</b> e\u0301',
          large: NumberLong('9223372036854775807'), small: NumberLong('-9223372036854775808'), number: NumberInt(-2147483648),
          big: NumberLong(4294967295), tiny: NumberInt(255), real: 0.30000000000000004, whole: 3.0, ratio: 0.10000000149011612,
          money: NumberDecimal('1234567890.1230'), nullNumber: null, flag: true, time: ISODate('2026-03-29T02:30:00.123Z'),
          oldTime: ISODate('1901-12-13T20:45:52.007Z'), nullTime: null, date: '2024-02-29', hour: '23:59:59.9990000',
          span: '00:01:30.5000000', key: '00112233-4455-6677-8899-aabbccddeeff', state: 'Paused', nullState: null,
          bytes: BinData(0, 'AAH+/w=='), emptyList: [], nullList: null, holes: [NumberInt(1), null, NumberInt(-3)],
          nested: [[], [ISODate('2026-01-01T00:00:00Z'), ISODate('2026-01-01T00:00:00.001Z')]],
          plans: [{ programId: NumberInt(14), day: NumberInt(1) }, { programId: NumberInt(30), day: null }],
          counts: {
            'a%2Eb': NumberLong(1), '%24set': NumberLong(2), '50%25': NumberLong(3), '%': NumberLong(4), '%2524': NumberLong(5),
            'ünïcode 🎯': NumberLong('9223372036854775807'), PascalCase: NumberLong(6)
          },
          times: { Active: ISODate('2026-01-01T00:00:00.001Z') }, numbered: { '-1': null, '7': 'seven' }, 'odd%2E%24name': 'odd'
        }
        """;

    [Fact]
    public void Document_WithAllThereIs_LiesAsItAlwaysDid() => ShouldLieAs(Awkward.Values, AwkwardValues);

    [Fact]
    public void IdempotencyKey_LiesAsItAlwaysDid() => ShouldLieAs(
        new IdempotencyDocument("a", 7, "f", Session.Epoch, Session.Epoch.AddSeconds(30), [1, 2, 3], null),
        """
        {
          id: 'a', userId: NumberLong(7), fingerprint: 'f', createdAt: ISODate('2026-03-01T08:00:00Z'),
          leasedUntil: ISODate('2026-03-01T08:00:30Z'), answer: BinData(0, 'AQID'), httpStatus: null
        }
        """);

    [Fact]
    public void Erasure_LiesAsItAlwaysDid() => ShouldLieAs(
        new ErasureDocument("00000000000000f0", Awkward.Values.Key, new SortedList<string, long> { ["a.b"] = 2 }, Session.Epoch),
        """
        {
          id: '00000000000000f0', erasureId: '00112233-4455-6677-8899-aabbccddeeff', removed: { 'a%2Eb': NumberLong(2) },
          expiresAt: ISODate('2026-03-01T08:00:00Z'), userId: NumberLong(15)
        }
        """);

    [Fact]
    public void Document_OfAnotherVersion_IsReadWithoutWhatThisOneDoesNotKnow()
    {
        var read = Read<Session>(
            "{ new: { _t: 'x', a: [1] }, state: 'Done', _t: 'Other', userId: NumberInt(7), plan: { day: 3, more: null }, id: 'a' }");

        read.ShouldBe(new Session("a", 7, SessionState.Done, default) { Plan = new(0, 3) });
    }

    [Theory]
    [InlineData("{ id: 'a', userId: 'seven' }")]
    [InlineData("{ id: 'a', state: 'Nonsense' }")]
    [InlineData("{ id: 'a', minutes: null }")]
    public void Document_Garbled_IsNotRead(string stored) => Should.Throw<FormatException>(() => Read<Session>(stored));

    [Fact]
    public void Document_LacksWhatIsRequired_IsNotRead() => Should.Throw<FormatException>(() => Read<Strict>("{ other: 'a' }"));

    [Fact]
    public void Document_WhereYearsAreCountedOtherwise_LiesTheSame()
    {
        var stored = BsonDocument.Parse(AwkwardValues).ToBson();
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("th-TH");
        try
        {
            Write(Awkward.Values).ShouldBe(stored);
            Read<Awkward>(stored).Date.ShouldBe(Awkward.Values.Date);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Serializers_InUse_AreNotTheProcesss()
    {
        ShouldLieAs(Awkward.Values, AwkwardValues);

        BsonClassMap.IsClassMapRegistered(typeof(Awkward)).ShouldBeFalse();
        BsonClassMap.IsClassMapRegistered(typeof(object)).ShouldBeFalse();
        BsonSerializer.LookupSerializer<string>().ShouldNotBeOfType<TextSerializer>();
    }

    [Theory]
    [InlineData(typeof(Open))]
    [InlineData(typeof(Derived))]
    [InlineData(typeof(Conditional))]
    [InlineData(typeof(Converted))]
    [InlineData(typeof(ImmutableDictionary<string, int>))]
    public void Type_ThatTheDatabasesWouldStoreOtherwise_IsRefused(Type type) =>
        Should.Throw<NotSupportedException>(() => DocumentJson.Options.GetTypeInfo(type));

    private static void ShouldLieAs<T>(T document, string stored)
    {
        var expected = BsonDocument.Parse(stored);

        BsonSerializer.Deserialize<BsonDocument>(Write(document)).ShouldBe(expected);
        Write(document).ShouldBe(expected.ToBson());
        JsonSerializer.Serialize(Read<T>(stored)).ShouldBe(JsonSerializer.Serialize(document));
    }

    private static byte[] Write<T>(T document) => new BsonDocumentWrapper(document, DocumentSerializers.Of<T>()).ToBson();

    private static T Read<T>(string stored) => Read<T>(BsonDocument.Parse(stored).ToBson());

    private static T Read<T>(byte[] stored)
    {
        using var reader = new BsonBinaryReader(new MemoryStream(stored));
        return DocumentSerializers.Of<T>().Deserialize(BsonDeserializationContext.CreateRoot(reader));
    }

    private sealed record Strict
    {
        public required string Id { get; init; }
    }

    private record Open(string Id);

    private sealed record Derived(string Id) : Open(Id);

    private sealed record Conditional([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id);

    private sealed record Converted([property: JsonConverter(typeof(JsonStringEnumConverter))] SessionState State);
}
