using System.IO.Compression;
using System.Text;
using System.Text.Json;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

[Collection("scripted")]
public sealed class PackedBodyTests(ScriptedGateway gateway)
{
    private const int Limit = 64 * 1024;
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Codings => ["gzip", "x-gzip", "GZip", "deflate", "br"];

    /// <summary>G10: a packed body is unpacked, be it JSON or bytes.</summary>
    [Theory]
    [MemberData(nameof(Codings))]
    public async Task Body_OfAKnownCoding_IsUnpacked(string coding)
    {
        var text = JsonSerializer.Serialize(new { aString = new string('é', 5000) + Guid.NewGuid() });

        (await PostAsync("/v1/echo", "application/json", coding, Pack(coding, text))).ShouldBe((200, Unescaped(text), null));
        (await PostAsync("/v1/store", "text/plain", coding, Pack(coding, text))).ShouldBe((200, text, null));
        (await PostAsync("/v1/attachments/a", "text/plain", coding, Pack(coding, "abc"), "PUT")).Body
            .ShouldBe("""{"name":"a","content":{"contentType":"text/plain","data":"YWJj"}}""");
    }

    /// <summary>G10: an unpacked body is what it is called.</summary>
    [Theory]
    [InlineData("identity")]
    [InlineData("Identity, ")]
    [InlineData("")]
    public async Task Body_OfNoCoding_IsTakenAsItIs(string coding)
    {
        (await PostAsync("/v1/echo", "application/json", coding, "{\"aString\":\"x\"}"u8.ToArray()))
            .ShouldBe((200, "{\"aString\":\"x\"}", null));
        (await PostAsync("/v1/store", "text/plain", coding, "abc"u8.ToArray())).ShouldBe((200, "abc", null));
    }

    /// <summary>G10: who packs in another way is told how to.</summary>
    [Theory]
    [InlineData("zstd")]
    [InlineData("compress")]
    [InlineData("gzip, br")]
    [InlineData("gzip,gzip")]
    [InlineData("aes128gcm")]
    public async Task Body_OfAnotherCoding_Is415AndSaysWhatIsTaken(string coding)
    {
        foreach (var (path, type) in new[] { ("/v1/echo", "application/json"), ("/v1/store", "text/plain") })
        {
            var (status, body, accepted) = await PostAsync(path, type, coding, Pack("gzip", "{}"));

            status.ShouldBe(415);
            accepted.ShouldBe("gzip, deflate, br");
            Answers.Code(body).ShouldBe("UNSUPPORTED_CONTENT_ENCODING");
        }
    }

    /// <summary>G10: no body is packed with nothing.</summary>
    [Fact]
    public async Task Body_OfNoBytes_IsNoBody() =>
        (await PostAsync("/v1/echo", "application/json", "gzip", [])).ShouldBe((200, "{}", null));

    /// <summary>G10: both what is packed and what comes out are bounded.</summary>
    [Theory]
    [MemberData(nameof(Codings))]
    public async Task Body_OverItsLimit_Is413(string coding)
    {
        var bomb = Pack(coding, new string(' ', 20 * 1024 * 1024));
        bomb.Length.ShouldBeLessThan(Limit);
        foreach (var (path, type) in new[] { ("/v1/echo", "application/json"), ("/v1/store", "text/plain") })
        {
            var (status, body, _) = await PostAsync(path, type, coding, bomb);
            status.ShouldBe(413);
            Answers.Code(body).ShouldBe("PAYLOAD_TOO_LARGE");
            (await PostAsync(path, type, coding, new byte[Limit + 1])).Status.ShouldBe(413);
        }

        (await PostAsync("/v1/store", "text/plain", coding, Pack(coding, new string('x', Limit)))).Status.ShouldBe(200);
        (await PostAsync("/v1/store", "text/plain", coding, Pack(coding, new string('x', Limit + 1)))).Status.ShouldBe(413);
    }

    /// <summary>G10: a body that is cut off or broken is not taken for whole.</summary>
    [Theory]
    [MemberData(nameof(Codings))]
    public async Task Body_ThatIsNotWhole_Is400(string coding)
    {
        var good = Pack(coding, string.Concat(Enumerable.Range(0, 500)));
        byte[][] broken =
        [
            good[..^1],
            good[..^5],
            good[..^9],
            good[..(good.Length / 2)],
            good[..1],
            [.. good, 7],
            "{\"aString\":\"x\"}"u8.ToArray(),
        ];
        foreach (var body in broken)
        {
            var (status, text, _) = await PostAsync("/v1/store", "text/plain", coding, body);

            status.ShouldBe(400, $"{body.Length} of {good.Length}");
            Answers.Code(text).ShouldBe("INVALID_CONTENT_ENCODING");
        }
    }

    /// <summary>G10: a gzip file may be several behind each other.</summary>
    [Fact]
    public async Task Body_OfSeveralGzipFiles_IsAllOfThem() =>
        (await PostAsync("/v1/store", "text/plain", "gzip", [.. Pack("gzip", "abc"), .. Pack("gzip", "defg")])).Body.ShouldBe("abcdefg");

    /// <summary>G10: JSON of another kind is another kind, packed or not.</summary>
    [Fact]
    public async Task Body_OfAnotherType_Is415() =>
        (await PostAsync("/v1/echo", "text/plain", "gzip", Pack("gzip", "{}"))).Status.ShouldBe(415);

    private static string Unescaped(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Relaxed);

    private static byte[] Pack(string coding, string text)
    {
        using var packed = new MemoryStream();
        using (Stream stream = coding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Optimal),
            "deflate" => new ZLibStream(packed, CompressionLevel.Optimal),
            _ => new GZipStream(packed, CompressionLevel.Optimal),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private async Task<(int Status, string Body, string? Accepted)> PostAsync(
        string path, string type, string coding, byte[] body, string method = "POST")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("content-type", type);
        var hasCoding = request.Content.Headers.TryAddWithoutValidation("content-encoding", coding);
        hasCoding.ShouldBeTrue();
        using var response = await gateway.Http.SendAsync(request);
        var accepted = response.Headers.TryGetValues("accept-encoding", out var values) ? string.Join(", ", values) : null;
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), accepted);
    }
}
