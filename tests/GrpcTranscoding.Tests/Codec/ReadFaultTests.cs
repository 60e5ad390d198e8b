using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Codec;

public sealed class ReadFaultTests
{
    [Theory]
    [InlineData("""{"anInt32":1.5}""", "anInt32")]
    [InlineData("""{"anInt32":2147483648}""", "anInt32")]
    [InlineData("""{"anInt32":"+1"}""", "anInt32")]
    [InlineData("""{"anInt32":" 1"}""", "anInt32")]
    [InlineData("""{"anInt32":""}""", "anInt32")]
    [InlineData("""{"anInt32":"01"}""", "anInt32")]
    [InlineData("""{"anInt32":true}""", "anInt32")]
    [InlineData("""{"aUint32":-1}""", "aUint32")]
    [InlineData("""{"aUint64":"-1"}""", "aUint64")]
    [InlineData("""{"anInt64":9223372036854775808}""", "anInt64")]
    [InlineData("""{"aDouble":1e400}""", "aDouble")]
    [InlineData("""{"aFloat":1e39}""", "aFloat")]
    [InlineData("""{"aDouble":"nan"}""", "aDouble")]
    [InlineData("""{"aBool":"true"}""", "aBool")]
    [InlineData("""{"aString":1}""", "aString")]
    [InlineData("""{"aString":"\ud800"}""", "aString")]
    [InlineData("""{"someBytes":"!"}""", "someBytes")]
    [InlineData("""{"aMood":"MOOD_NONE"}""", "aMood")]
    [InlineData("""{"aMood":1.5}""", "aMood")]
    [InlineData("""{"child":[]}""", "child")]
    [InlineData("""{"manyInt32":{}}""", "manyInt32")]
    [InlineData("""{"manyInt32":[1,null]}""", "manyInt32[1]")]
    [InlineData("""{"children":[{},{"children":[{"manyString":["a",2]}]}]}""", "children[1].children[0].manyString[1]")]
    [InlineData("""{"int32ToChild":{"x":{}}}""", "int32ToChild")]
    [InlineData("""{"int32ToChild":{"5":{"anInt32":"x"}}}""", "int32ToChild.5.anInt32")]
    [InlineData("""{"stringToString":{"k":null}}""", "stringToString.k")]
    [InlineData("""{"boolToMood":{"yes":1}}""", "boolToMood")]
    [InlineData("""{"chosenInt32":1,"chosenString":""}""", "chosenString")]
    [InlineData("""{"anInt32":1,"an_int32":2}""", "anInt32")]
    [InlineData("""{"timestamp":"2025-02-30T00:00:00Z"}""", "timestamp")]
    [InlineData("""{"timestamp":"2025-01-01T00:00:00"}""", "timestamp")]
    [InlineData("""{"timestamp":"2025-01-01T00:00:00z"}""", "timestamp")]
    [InlineData("""{"timestamp":"0001-01-01T00:00:00+01:00"}""", "timestamp")]
    [InlineData("""{"duration":"1"}""", "duration")]
    [InlineData("""{"duration":"315576000001s"}""", "duration")]
    [InlineData("""{"duration":".5s"}""", "duration")]
    [InlineData("""{"fieldMask":"a_b"}""", "fieldMask")]
    [InlineData("""{"any":{"aString":"x"}}""", "any")]
    [InlineData("""{"any":{"@type":"type.googleapis.com/no.Such"}}""", "any")]
    [InlineData("""{"any":{"@type":"type.googleapis.com/transcoding.every.Little","aString":1}}""", "any.aString")]
    [InlineData("""{"any":{"\ud83d":1,"@type":"type.googleapis.com/transcoding.every.Little"}}""", "any")]
    [InlineData("""{"any":{"@type":"type.googleapis.com/google.protobuf.Value","\udc00":1}}""", "any")]
    [InlineData("""{"struct":[]}""", "struct")]
    [InlineData("""{"listValue":{}}""", "listValue")]
    [InlineData("""{"int32Value":"x"}""", "int32Value")]
    public void Read_OfAnInvalidField_NamesItsPath(string json, string path)
    {
        var fault = Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<Every>(json));

        fault.Error.ShouldBe(ProtoJsonError.InvalidFields);
        fault.Faults.ShouldHaveSingleItem().Path.ShouldBe(path);
        fault.Faults[0].Message.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Read_OfSeveralInvalidFields_NamesAllInOnePass() =>
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<Every>(
                """{"anInt32":"x","child":{"aBool":1,"aString":"good"},"manyInt32":["y",1,"z"],"aMood":[{"a":1}],"timestamp":7}"""))
            .Faults.Select(f => f.Path).ShouldBe(["anInt32", "child.aBool", "manyInt32[0]", "manyInt32[2]", "aMood", "timestamp"]);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":}")]
    [InlineData("{'aString':'x'}")]
    [InlineData("{\"aString\":\"x\",}")]
    [InlineData("{/* c */}")]
    [InlineData("{\"anInt32\":01}")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("null")]
    public void Read_OfWhatIsNoObject_IsInvalidJson(string json) =>
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<Every>(json)).Error.ShouldBe(ProtoJsonError.InvalidJson);

    [Fact]
    public void Read_OfUnknownFields_SkipsThemUnlessTold()
    {
        const string Text = """{"nothing":{"a":[1,{"b":null}]},"anInt32":5}""";
        var strict = new ProtoJsonCodec(new ProtoJsonOptions { RejectUnknownFields = true });

        Codecs.Standard.Read<Every>(Text).ShouldBe(new Every { AnInt32 = 5 });
        Should.Throw<ProtoJsonException>(() => strict.Read<Every>(Text)).Faults.ShouldHaveSingleItem().Path.ShouldBe("nothing");
    }

    [Theory]
    [InlineData("""{"anInt32":1e2,"anInt64":"12e1","aUint32":3.0}""", 100, 120, 3u)]
    [InlineData("""{"anInt32":-2147483648,"anInt64":-9223372036854775808,"aUint32":"4294967295"}""", int.MinValue, long.MinValue, uint.MaxValue)]
    public void Read_OfNumbersInAnySpelling_Works(string json, int small, long large, uint positive) =>
        Codecs.Standard.Read<Every>(json).ShouldBe(new Every { AnInt32 = small, AnInt64 = large, AUint32 = positive });

    [Theory]
    [InlineData("AQI=")]
    [InlineData("AQI")]
    public void Read_OfBase64_TakesItWithAndWithoutPadding(string text) =>
        Codecs.Standard.Read<Every>($$"""{"someBytes":"{{text}}"}""").SomeBytes.ToByteArray().ShouldBe([1, 2]);

    [Theory]
    [InlineData("-_8")]
    [InlineData("+/8=")]
    [InlineData("-_8=")]
    public void Read_OfBase64_TakesBothAlphabets(string text) =>
        Codecs.Standard.Read<Every>($$"""{"someBytes":"{{text}}"}""").SomeBytes.ToByteArray().ShouldBe([0xfb, 0xff]);

    [Fact]
    public void Read_OfTimesWithOffsets_IsUtc() =>
        Codecs.Standard.Read<Every>("""{"timestamp":"2025-10-14T12:00:00.5+02:00"}""").Timestamp.ToDateTime()
            .ShouldBe(new DateTime(2025, 10, 14, 10, 0, 0, 500, DateTimeKind.Utc));
}
