using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Codec;

public sealed class DepthTests
{
    /// <summary>G13: what is read, whatever it nests by, is a message that a service can read.</summary>
    [Theory]
    [InlineData("{\"child\":", "{}", "}", 99)]
    [InlineData("{\"children\":[", "{}", "]}", 99)]
    [InlineData("{\"chosenChild\":", "{}", "}", 99)]
    [InlineData("{\"int32ToChild\":{\"1\":", "{}", "}}", 49)]
    public void Messages_OfAsManyLevelsAsAreAllowed_AreReadAndOneMoreIsNot(string open, string inner, string close, int most)
    {
        AService(Codecs.Standard.Read<Every>(Repeat(open, most) + inner + Repeat(close, most)));
        ShouldNameTheLimit(Repeat(open, most + 1) + inner + Repeat(close, most + 1));
        ShouldNameTheLimit(Repeat(open, 5000) + inner + Repeat(close, 5000));
    }

    /// <summary>G13: each level of a JSON value is two or three levels of messages, which are what a service counts.</summary>
    [Theory]
    [InlineData("value", "[", "1", "]", 49)]
    [InlineData("value", "{\"a\":", "1", "}", 32)]
    [InlineData("listValue", "[", "", "]", 50)]
    [InlineData("struct", "{\"a\":", "{}", "}", 32)]
    [InlineData("manyValue", "[", "1", "]", 50)]
    public void JsonValues_OfAsManyLevelsAsAreAllowed_AreReadAndOneMoreIsNot(
        string field, string open, string inner, string close, int most)
    {
        string Text(int levels) => $$"""{"{{field}}":{{Repeat(open, levels)}}{{inner}}{{Repeat(close, levels)}}}""";
        AService(Codecs.Standard.Read<Every>(Text(most)));
        ShouldNameTheLimit(Text(most + 1));
        ShouldNameTheLimit(Text(51));
        ShouldNameTheLimit(Text(30_000));
    }

    /// <summary>G13: an Any in an Any in an Any.</summary>
    [Fact]
    public void Anys_OfTooManyLevels_AreRefused()
    {
        const string Open = """{"@type":"type.googleapis.com/google.protobuf.Any","value":""";

        Codecs.Standard.Read<Every>("{\"any\":" + Repeat(Open, 40) + "{}" + Repeat("}", 40) + "}").Any.ShouldNotBeNull();
        ShouldNameTheLimit("{\"any\":" + Repeat(Open, 100) + "{}" + Repeat("}", 100) + "}");
        ShouldNameTheLimit("{\"any\":" + Repeat(Open, 1000) + "{}" + Repeat("}", 1000) + "}");
    }

    /// <summary>G13: what nobody reads must not nest without end either.</summary>
    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "1}")]
    public void UnknownValues_OfTooManyLevels_AreRefused(string open, string close)
    {
        ShouldNameTheLimit("{\"nothing\":" + Repeat(open, 1000) + Repeat(close, 1000) + "}");
        ShouldNameTheLimit("{\"aString\":" + Repeat(open, 1000) + Repeat(close, 1000) + "}");
    }

    /// <summary>G13: broken text is no deep text, however deep it is.</summary>
    [Theory]
    [InlineData("[[[[x")]
    [InlineData("[[[[")]
    [InlineData("{\"child\":{\"child\":}}")]
    public void Text_ThatIsBroken_IsNotToldToBeDeep(string text) =>
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<Every>("{\"nothing\":" + text))
            .Message.ShouldBe("The body is not valid JSON.");

    /// <summary>G13: whatever could be read can be written again.</summary>
    [Fact]
    public void Message_ThatWasRead_CanBeWritten()
    {
        foreach (var text in new[]
        {
            Repeat("{\"child\":", 99) + "{}" + Repeat("}", 99), Repeat("{\"int32ToChild\":{\"1\":", 49) + "{}" + Repeat("}}", 49),
            "{\"value\":" + Repeat("[", 49) + "1" + Repeat("]", 49) + "}",
            "{\"struct\":" + Repeat("{\"a\":", 32) + "{}" + Repeat("}", 32) + "}",
            Repeat("{\"children\":[", 99) + "{}" + Repeat("]}", 99),
        })
        {
            Codecs.Standard.Write(Codecs.Standard.Read<Every>(text)).ShouldBe(text);
        }
    }

    /// <summary>G13: a service that answers too deep is told of as such, not as a failure of the gateway.</summary>
    [Fact]
    public void Message_TooDeepToWrite_IsTheCodecsOwnError()
    {
        var deep = new Every();
        var value = Value.ForNumber(1);
        for (var i = 0; i < 5000; i++)
        {
            deep = new Every { Child = deep };
            value = i % 2 == 0 ? Value.ForList(value) : Value.ForStruct(new Struct { Fields = { ["a"] = value } });
        }

        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Write(deep)).Error.ShouldBe(ProtoJsonError.LimitExceeded);
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Write(new Every { Value = value }))
            .Error.ShouldBe(ProtoJsonError.LimitExceeded);
    }

    /// <summary>What a service in C# does first: it reads the bytes, and refuses more than a hundred levels.</summary>
    private static void AService(Every message) => Every.Parser.ParseFrom(message.ToByteArray()).ShouldBe(message);

    private static void ShouldNameTheLimit(string json)
    {
        var fault = Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<Every>(json));
        fault.Error.ShouldBe(ProtoJsonError.InvalidJson);
        fault.Message.ShouldContain("100 levels");
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
