using System.Text;
using GrpcTranscoding.Binding;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Errors;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

/// <summary>Rivals: the mask of a PATCH is made from its body, as grpc-gateway does.</summary>
public sealed class UpdateMaskTests
{
    private static readonly RouteTable Routes = new(
        Features.Descriptor.Methods, new ProtoJsonCodec(new ProtoJsonOptions { TypeRegistry = Codecs.Types }));

    [Theory]
    [InlineData("""{"title":"t"}""", "title")]
    [InlineData("""{"title":null,"nickName":null,"maker":null}""", "title|nick_name|maker")]
    [InlineData("""{"maker":{"fullName":"Ann","home":{"streetName":"s","city":""}}}""",
        "maker.full_name|maker.home.street_name|maker.home.city")]
    [InlineData("""{"maker":{"full_name":"Ann"},"@odd":"x","made_at":"2025-10-14T10:00:00Z"}""", "maker.full_name|odd|made_at")]
    [InlineData("""{"words":[],"helpers":[{"fullName":"x"}],"byRole":{"a":{"fullName":"x"}},"maker":{"prizes":["p"]}}""",
        "words|helpers|by_role|maker.prizes")]
    [InlineData("""{"nickName":"n","extra":{"a":{"b":1}},"seenFields":"title","any":{"@type":"x/google.protobuf.Duration","value":"1s"}}""",
        "nick_name|extra|seen_fields|any")]
    [InlineData("""{"coverMaker":{"home":{"city":"c"}}}""", "cover_maker.home.city")]
    [InlineData("""{"nothing":1,"maker":{"nothing":{"title":2}},"title":"t"}""", "title")]
    [InlineData("""{"maker":{}}""", "")]
    [InlineData("""{"t\u0069tle":"t"}""", "title")]
    [InlineData("{}", "")]
    [InlineData("", "")]
    [InlineData("\uFEFF{\"title\":\"t\"}", "title")]
    public async Task Mask_OfAPatchWithoutOne_NamesTheMembersOfItsBody(string body, string paths)
    {
        var request = await ReadAsync<PatchItemRequest>("PATCH", "/v1/items/7", "", body);

        request.UpdateMask.ShouldNotBeNull();
        string.Join('|', request.UpdateMask.Paths).ShouldBe(paths);
        request.Item?.Id.ShouldBe(7);
    }

    [Theory]
    [InlineData("?update_mask=title,maker.fullName", "title|maker.full_name")]
    [InlineData("?updateMask=words", "words")]
    [InlineData("?update_mask=", "nick_name")]
    public async Task Mask_OfAPatchWithOne_IsTheClients(string query, string paths)
    {
        var request = await ReadAsync<PatchItemRequest>("PATCH", "/v1/items/7", query, """{"nickName":"n"}""");

        string.Join('|', request.UpdateMask.Paths).ShouldBe(paths);
    }

    // A body that is the whole request is left as it is, as grpc-gateway leaves it; a PUT replaces.
    [Theory]
    [InlineData("PATCH", "/v1/items", """{"item":{"title":"t"}}""", "")]
    [InlineData("PATCH", "/v1/items", """{"item":{"title":"t"},"updateMask":"words"}""", "words")]
    [InlineData("PUT", "/v1/items/7", """{"title":"t"}""", "")]
    public async Task Mask_OfAnyOtherRequest_IsLeftAlone(string method, string path, string body, string paths)
    {
        var request = await ReadAsync<PatchItemRequest>(method, path, "", body);

        string.Join('|', request.UpdateMask?.Paths ?? []).ShouldBe(paths);
    }

    [Fact]
    public async Task Mask_OfARequestWithTwo_IsNotGuessed()
    {
        var request = await ReadAsync<PatchTwiceRequest>("PATCH", "/v1/twice", "", """{"title":"t"}""");

        request.UpdateMask.ShouldBeNull();
        request.ReadMask.ShouldBeNull();
    }

    [Fact]
    public async Task Mask_WhenTheOptionIsOff_IsNotMade()
    {
        var off = new TranscodingOptions { FillUpdateMasks = false };

        var request = await ReadAsync<PatchItemRequest>("PATCH", "/v1/items/7", "", """{"title":"t"}""", off);

        request.UpdateMask.ShouldBeNull();
    }

    [Fact]
    public async Task Mask_OfABodyInManyPieces_IsWhole()
    {
        var body = $$"""{"title":"{{new string('x', 50_000)}}","words":["a"]}""";

        var request = await ReadAsync<PatchItemRequest>("PATCH", "/v1/items/7", "", body);

        request.UpdateMask.Paths.ShouldBe(["title", "words"]);
    }

    [Theory]
    [InlineData("""{"title":1}""", "VALIDATION_FAILED")]
    [InlineData("""{"title":"a","title":"b"}""", "VALIDATION_FAILED")]
    [InlineData("""{"title":""", "INVALID_JSON")]
    [InlineData("[]", "VALIDATION_FAILED")]
    public async Task Body_ThatCannotBeRead_IsRefusedAsEver(string body, string code)
    {
        var (problem, _) = await TranscodeAsync("PATCH", "/v1/items/7", "", body, new TranscodingOptions());

        problem.ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static async Task<T> ReadAsync<T>(string method, string path, string query, string body, TranscodingOptions? options = null)
        where T : Google.Protobuf.IMessage<T>, new()
    {
        var (problem, bytes) = await TranscodeAsync(method, path, query, body, options ?? new TranscodingOptions());

        problem.ShouldBeNull();
        var message = new T();
        Google.Protobuf.MessageExtensions.MergeFrom(message, bytes);
        return message;
    }

    private static async Task<(Problem? Problem, byte[] Message)> TranscodeAsync(
        string method, string path, string query, string body, TranscodingOptions options)
    {
        var match = Routes.Match(method, path);
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.QueryString = new QueryString(query);
        context.Request.ContentType = "application/json";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        using var output = new WireWriter(int.MaxValue);
        using var fields = match.PathFields;
        var bodies = new WholeBody(options, TimeProvider.System, NullLogger<WholeBody>.Instance);
        var problem = await new RequestTranscoder(options, bodies).ReadAsync(context, match.Binding!, fields, output);
        return (problem, output.WrittenSpan.ToArray());
    }
}
