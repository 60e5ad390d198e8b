using Google.Protobuf;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Codec;

public sealed class LimitTests
{
    private static readonly ProtoJsonCodec Small = new(
        new ProtoJsonOptions { MaxDepth = 5, MaxElements = 3, MaxMessageBytes = 2000, MaxFaults = 2 });

    [Fact]
    public void Depth_BeyondTheLimit_IsRefusedBothWays()
    {
        Small.Write(Nested(4)).ShouldContain("child");
        Should.Throw<ProtoJsonException>(() => Small.Write(Nested(5))).Error.ShouldBe(ProtoJsonError.LimitExceeded);
        Should.Throw<ProtoJsonException>(
            () => Small.Read<Every>(string.Concat(Enumerable.Repeat("{\"child\":", 8)) + "{}" + new string('}', 8)));
        Should.Throw<ProtoJsonException>(() => Small.Read<Every>("{\"unknown\":" + new string('[', 50) + new string(']', 50) + "}"));
    }

    [Fact]
    public void Elements_BeyondTheLimit_AreRefusedBothWays()
    {
        Small.Write(new Every { ManyInt32 = { 1, 2, 3 } }).ShouldBe("""{"manyInt32":[1,2,3]}""");
        Should.Throw<ProtoJsonException>(() => Small.Write(new Every { ManyInt32 = { 1, 2, 3, 4 } }))
            .Error.ShouldBe(ProtoJsonError.LimitExceeded);
        Should.Throw<ProtoJsonException>(() => Small.Write(new Every { ManyString = { "", "", "", "" } }))
            .Error.ShouldBe(ProtoJsonError.LimitExceeded);
        Should.Throw<ProtoJsonException>(() => Small.Read<Every>("""{"manyInt32":[1,2,3,4]}"""))
            .Error.ShouldBe(ProtoJsonError.LimitExceeded);
        Should.Throw<ProtoJsonException>(() => Small.Read<Every>("""{"stringToString":{"a":"","b":"","c":"","d":""}}"""))
            .Error.ShouldBe(ProtoJsonError.LimitExceeded);
    }

    [Fact]
    public void Size_BeyondTheLimit_IsRefusedBothWays()
    {
        Should.Throw<ProtoJsonException>(() => Small.Write(new Every { AString = new string('a', 3000) }))
            .Error.ShouldBe(ProtoJsonError.LimitExceeded);
        Should.Throw<ProtoJsonException>(
            () => Small.Read<Every>($$"""{"manyString":["{{new string('a', 3000)}}","{{new string('a', 3000)}}"]}"""))
            .Error.ShouldBe(ProtoJsonError.LimitExceeded);
    }

    [Fact]
    public void Faults_BeyondTheLimit_AreNotCollected() =>
        Should.Throw<ProtoJsonException>(() => Small.Read<Every>("""{"anInt32":"","anInt64":"","aBool":1}""")).Faults.Count.ShouldBe(2);

    [Theory]
    [InlineData("0a")]
    [InlineData("08ffffffffffffffffffff01")]
    [InlineData("00")]
    [InlineData("8a0105")]
    [InlineData("0f")]
    [InlineData("1b")]
    [InlineData("1c")]
    [InlineData("7203c32841")]
    public void Wire_ThatIsBroken_IsTheCodecsOwnError(string hex) =>
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Write(Every.Descriptor, Convert.FromHexString(hex)))
            .Error.ShouldBe(ProtoJsonError.InvalidWire);

    [Fact]
    public void Wire_WithUnknownFieldsAndGroups_IsReadOver()
    {
        byte[] wire =
        [
            .. new Every { AnInt32 = 7, AString = "s", Far = 1, Child = new Every() }.ToByteArray(),
            0x9b,
            0x06,
            0x08,
            0x01,
            0x9c,
            0x06,
        ];

        Codecs.Standard.Write(Little.Descriptor, wire).ShouldBe("""{"anInt32":7,"aString":"s"}""");
    }

    [Fact]
    public void Map_WithRepeatedKeys_KeepsTheLast()
    {
        var entries = new[] { ("a", "1"), ("b", "2"), ("a", "3"), ("", "4"), ("", "5") }
            .SelectMany(e => new Every { StringToString = { { e.Item1, e.Item2 } } }.ToByteArray());

        Codecs.Standard.Write(Every.Descriptor, entries.ToArray()).ShouldBe("""{"stringToString":{"b":"2","a":"3","":"5"}}""");
    }

    private static Every Nested(int depth) => depth == 0 ? new Every { AnInt32 = 1 } : new Every { Child = Nested(depth - 1) };
}
