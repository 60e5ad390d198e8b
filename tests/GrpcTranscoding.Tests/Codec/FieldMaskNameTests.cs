using Google.Protobuf.WellKnownTypes;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Codec;

/// <summary>Rivals: the paths of a field mask are written in snake_case where the names of fields are.</summary>
public sealed class FieldMaskNameTests
{
    private static readonly ProtoJsonCodec Proto = new(new ProtoJsonOptions { ProtoNames = true, TypeRegistry = Codecs.Types });

    [Theory]
    [InlineData("nick_name", "nick_name", "nickName")]
    [InlineData("maker.full_name,made_at", "maker.full_name,made_at", "maker.fullName,madeAt")]
    [InlineData("a", "a", "a")]
    public void Write_OfAMask_HasTheNamesOfTheFields(string paths, string proto, string standard)
    {
        var message = new PatchItemRequest { UpdateMask = new FieldMask { Paths = { paths.Split(',') } } };

        Proto.Write(message).ShouldBe($$"""{"update_mask":"{{proto}}"}""");
        Codecs.Standard.Write(message).ShouldBe($$"""{"updateMask":"{{standard}}"}""");
    }

    [Fact]
    public void Write_OfAPathThatCamelCaseCannotSay_IsPossibleInSnakeCase()
    {
        var message = new PatchItemRequest { UpdateMask = new FieldMask { Paths = { "field_1", "_a__b_" } } };

        var json = Proto.Write(message);

        json.ShouldBe("""{"update_mask":"field_1,_a__b_"}""");
        Proto.Read<PatchItemRequest>(json).ShouldBe(message);
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Write(message)).Error.ShouldBe(ProtoJsonError.NoJsonForm);
    }

    [Theory]
    [InlineData("nick_name,maker.full_name")]
    [InlineData("nickName,maker.fullName")]
    [InlineData("nick_name,maker.fullName")]
    public void Read_OfAMask_TakesBothKindsOfNames(string text) =>
        Proto.Read<PatchItemRequest>($$"""{"update_mask":"{{text}}"}""").UpdateMask.Paths.ShouldBe(["nick_name", "maker.full_name"]);

    // The standard's form has no underscore: a path with one would come back as another.
    [Fact]
    public void Read_OfAMaskInSnakeCase_IsRefusedWhereNamesAreInCamelCase() =>
        Should.Throw<ProtoJsonException>(() => Codecs.Standard.Read<PatchItemRequest>("""{"updateMask":"nick_name"}"""))
            .Error.ShouldBe(ProtoJsonError.InvalidFields);

    [Theory]
    [InlineData("a,")]
    [InlineData(",a")]
    [InlineData("a,,b")]
    public void Read_OfAMaskWithAnEmptyPath_IsRefused(string text) =>
        Should.Throw<ProtoJsonException>(() => Proto.Read<PatchItemRequest>($$"""{"update_mask":"{{text}}"}"""))
            .Error.ShouldBe(ProtoJsonError.InvalidFields);
}
