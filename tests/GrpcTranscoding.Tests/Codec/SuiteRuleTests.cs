using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Codec;

public sealed class SuiteRuleTests
{
    private static readonly ProtoJsonCodec Suite = new(new ProtoJsonOptions
    {
        WriteNulls = true,
        WriteDefaults = true,
        ProtoNames = true,
        Int64AsNumber = true,
        EnumWord = value => value.Number == 1 ? "good" : null,
        OmitWhenUnset = field => field.Name == "omitted",
        ResponseHeader = field => field.Name == "to_header" ? "X-To" : null,
    });

    [Fact]
    public void Write_OfNothing_HasEveryFieldInTheProtosOrder() =>
        Suite.Write(new Ruled()).ShouldBe(
            """{"name":"","nickname":null,"number":0,"mood":"MOOD_UNSPECIFIED","words":[],"counts":{},"little":null}""");

    [Fact]
    public void Write_OfEverything_UsesWordsAndNumbers() =>
        Suite.Write(new Ruled
        {
            Name = "ü",
            Nickname = "",
            Number = 9007199254740991,
            Mood = Mood.Good,
            Words = { "a" },
            Counts = { { "k", 0 } },
            Little = new Little(),
            Omitted = "x",
            ToHeader = "h",
            Right = "r",
        }).ShouldBe(
            """{"name":"ü","nickname":"","number":9007199254740991,"mood":"good","words":["a"],"counts":{"k":0},"little":{"an_int32":0,"a_string":""}"""
            + ""","omitted":"x","right":"r"}""");

    [Fact]
    public void Write_OfNumbersBeyondJson_QuotesThem() =>
        Suite.Write(new Ruled { Number = 9007199254740992 }).ShouldContain("\"number\":\"9007199254740992\"");

    [Fact]
    public void Write_WithHeaders_TellsThem()
    {
        var headers = new List<(string, string)>();

        Suite.For(Ruled.Descriptor).WriteJson(
            Google.Protobuf.MessageExtensions.ToByteArray(new Ruled { ToHeader = "next" }), new System.Buffers.ArrayBufferWriter<byte>(),
            header: (n, v) => headers.Add((n, v)));

        headers.ShouldBe([("X-To", "next")]);
    }

    [Fact]
    public void Read_OfNullsWordsAndBothKindsOfNames_Works() =>
        Suite.Read<Ruled>(
            """{"name":null,"nickname":null,"number":"12","mood":"good","words":null,"little":{"an_int32":3,"aString":"s"}}""")
            .ShouldBe(new Ruled { Number = 12, Mood = Mood.Good, Little = new Little { AnInt32 = 3, AString = "s" } });
}
