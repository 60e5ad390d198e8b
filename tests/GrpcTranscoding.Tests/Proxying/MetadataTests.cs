using Google.Api;
using Google.Protobuf;
using GrpcTranscoding.Tests.Protos;
using GrpcTranscoding.Tests.Support;
using Shouldly;
using static GrpcTranscoding.Tests.Support.ScriptedGateway;

namespace GrpcTranscoding.Tests.Proxying;

[Collection("scripted")]
public sealed class MetadataTests(ScriptedGateway gateway)
{
    private static readonly (string Name, string Value)[] Metadata =
    [
        ("etag", "\"v1\""), ("last-modified", "Wed, 21 Oct 2015 07:28:00 GMT"), ("expires", "Thu, 22 Oct 2015 07:28:00 GMT"),
        ("content-language", "de"), ("allow", "GET"), ("x-many", "a"), ("x-many", "b"), ("x-unnamed", "secret"),
        ("content-disposition", "inline"),
    ];

    public static TheoryData<string, string, IMessage?> Answers => new()
    {
        { "/v1/items/a", "*/*", new Item { Name = "a" } },
        { "/v1/fetch", "*/*", new HttpBody { ContentType = "text/plain", Data = ByteString.CopyFromUtf8("a") } },
        { "/v1/watch", "text/event-stream", new Item { Name = "a" } },
        { "/v1/watch", "application/x-ndjson", new Item { Name = "a" } },
        { "/v1/watch", "application/x-ndjson", null },
        { "/v1/load", "*/*", new HttpBody { ContentType = "text/plain", Data = ByteString.CopyFromUtf8("a") } },
        { "/v1/load", "*/*", null },
    };

    /// <summary>G7: what .NET calls a header of the content is metadata like any other, for every kind of answer.</summary>
    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_OfAnyKind_HasTheNamedMetadataAndNoOther(string path, string accept, IMessage? message)
    {
        var answer = await gateway.GetAsync(path, With(message is null ? Ok() : Ok(message), Metadata), accept);

        ((int)answer.Response.StatusCode).ShouldBe(200);
        ShouldHaveTheNamed(answer.Response);
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldNotBe("application/grpc");
    }

    /// <summary>G7: also where the good end is in the headers.</summary>
    [Fact]
    public async Task Stream_WithoutMessagesAndTrailers_HasTheNamedMetadata() =>
        ShouldHaveTheNamed((await gateway.GetAsync("/v1/watch", With(OkInHeaders, Metadata))).Response);

    /// <summary>G7: and beside an error, but for what would describe another body than its own.</summary>
    [Theory]
    [InlineData("/v1/items/a")]
    [InlineData("/v1/watch")]
    [InlineData("/v1/load")]
    public async Task Error_OfAService_HasTheNamedMetadata(string path)
    {
        var answer = await gateway.GetAsync(
            path, With(Failed(5), [.. Metadata, ("content-location", "/elsewhere"), ("cache-control", "max-age=60")]));

        ((int)answer.Response.StatusCode).ShouldBe(404);
        ShouldHaveTheNamed(answer.Response);
        answer.Response.Content.Headers.Contains("content-location").ShouldBeFalse();
        answer.Response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    /// <summary>G7: a handshake is an answer, too.</summary>
    [Fact]
    public async Task WebSocket_OfAServersStream_HasTheNamedMetadataInItsHandshake()
    {
        var id = gateway.Script(With(Ok(), Metadata));
        var (status, head, _) = await gateway.RawAsync(
            "GET", "/v1/watch", null, "Upgrade: websocket"u8.ToArray(), "Connection: Upgrade"u8.ToArray(),
            "Sec-WebSocket-Version: 13"u8.ToArray(),
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="u8.ToArray(), System.Text.Encoding.ASCII.GetBytes($"X-Request-ID: {id}"));

        status.ShouldBe(101);
        head.ShouldContain("etag: \"v1\"", Case.Insensitive);
        head.ShouldContain("last-modified: Wed, 21 Oct 2015 07:28:00 GMT", Case.Insensitive);
        head.ShouldNotContain("x-unnamed", Case.Insensitive);
    }

    /// <summary>G7: a list of names cannot take over what frames the gateway's own body.</summary>
    [Fact]
    public async Task Answer_WhoseListNamesTheFraming_KeepsItsOwn()
    {
        var answer = await gateway.GetAsync("/v1/items/a", Ok(new Item { Name = "a" }));

        answer.Response.Content.Headers.ContentType!.ToString().ShouldBe("application/json; charset=utf-8");
        answer.Response.Content.Headers.ContentLength.ShouldBe(answer.Body.Length);
    }

    /// <summary>G14: text in metadata that HTTP has no form for makes an answer unusable, whatever kind it is of.</summary>
    [Theory]
    [InlineData("/v1/items/a", "etag", "\"é\"")]
    [InlineData("/v1/items/a", "content-language", "dé")]
    [InlineData("/v1/fetch", "last-modified", "h\u00fct")]
    [InlineData("/v1/watch", "etag", "\"é\"")]
    [InlineData("/v1/load", "etag", "\"é\"")]
    public async Task Answer_WithMetadataOfOtherLetters_IsUnusable(string path, string name, string value)
    {
        IMessage message = path is "/v1/fetch" or "/v1/load" ? new HttpBody() : new Item();
        (await gateway.GetAsync(path, With(Ok(message), (name, value), ("expires", "0")))).ShouldBeUnusable();
        (await gateway.GetAsync(path, With(Failed(5), (name, value)))).ShouldBeUnusable();
        // What is not named goes nowhere, and does no harm.
        ((int)(await gateway.GetAsync(path, With(Ok(message), ("x-unnamed", value)))).Response.StatusCode).ShouldBe(200);
    }

    /// <summary>G14: so does a field that travels as a header.</summary>
    [Theory]
    [InlineData("é")]
    [InlineData("a\r\nset-cookie: b=c")]
    [InlineData("a\0")]
    [InlineData("🦊")]
    public async Task Answer_WithAHeaderFieldOfOtherLetters_IsUnusable(string value)
    {
        (await gateway.GetAsync("/v1/items/a", Ok(new Item { Name = "a", ToHeader = value }))).ShouldBeUnusable();
        (await gateway.GetAsync("/v1/items/a", Ok(new Item { Name = "a", ToHeader = "ok" }))).Response.Headers.GetValues("x-to")
            .ShouldBe(["ok"]);
    }

    private static void ShouldHaveTheNamed(HttpResponseMessage response)
    {
        response.Headers.GetValues("etag").ShouldBe(["\"v1\""]);
        response.Headers.GetValues("x-many").ShouldBe(["a", "b"]);
        response.Headers.Contains("x-unnamed").ShouldBeFalse();
        var content = response.Content.Headers;
        content.GetValues("last-modified").ShouldBe(["Wed, 21 Oct 2015 07:28:00 GMT"]);
        content.GetValues("expires").ShouldBe(["Thu, 22 Oct 2015 07:28:00 GMT"]);
        content.GetValues("content-language").ShouldBe(["de"]);
        content.GetValues("allow").ShouldBe(["GET"]);
        content.Contains("content-disposition").ShouldBeFalse();
    }
}
