using System.IO.Compression;
using System.Net;
using FocusSuite.Gateway.Tests.Support;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Sessions.V1;
using Google.Protobuf;
using Grpc.Core;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

public sealed class EdgeTests(GatewayFixture fixture)
{
    private const string Active = "/api/v1/focus/sessions/active/";
    private readonly GatewayUnderTest _gateway = fixture.Gateway;

    [Theory]
    [InlineData(Active)]
    [InlineData("/nothing")]
    [InlineData("/health/live")]
    public async Task Answer_OfAnyKind_HasSecurityHeadersAndAnId(string path)
    {
        _gateway.Services.Answer<GetActiveSessionRequest>((_, _) => new GetActiveSessionResponse());

        var answer = await _gateway.GetAsync(path);

        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("Cache-Control").ShouldBe("no-store");
        answer.Header("Content-Security-Policy").ShouldNotBeNull();
        answer.Header("X-Request-Id").ShouldNotBeNullOrEmpty();
        answer.Header("Server").ShouldBeNull();
    }

    [Theory]
    [InlineData("User-Agent", "Mozilla/5.0 🦊")]
    [InlineData("Idempotency-Key", "ключ-1")]
    [InlineData("Authorization", "Bearer påßwörd")]
    public async Task Header_ThatIsNotAscii_ReachesTheServiceAsItIs(string name, string value)
    {
        _gateway.Services.Answer<GetActiveSessionRequest>((_, _) => new GetActiveSessionResponse());
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = _gateway.Json.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, Active);
        request.Headers.TryAddWithoutValidation(name, value);

        using var answer = await client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _gateway.Services.LastHeaders.GetValue(name.ToLowerInvariant()).ShouldBe(value);
    }

    [Theory]
    [InlineData(100, "br", "br")]
    [InlineData(100, "gzip", "gzip")]
    [InlineData(100, null, null)]
    [InlineData(0, "br", null)]
    public async Task Answer_ThatIsLarge_IsCompressedForWhoAsks(int entries, string? accepted, string? encoding)
    {
        _gateway.Services.Answer<ListHistoryRequest>((_, _) =>
        {
            var history = new ListHistoryResponse();
            history.Entries.AddRange(Enumerable.Repeat(new HistoryEntry { ProgramName = "14-Day Focus Challenge" }, entries));
            return history;
        });
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/focus/history");
        if (accepted is not null)
        {
            request.Headers.Add("Accept-Encoding", accepted);
        }

        (await _gateway.SendAsync(request)).Header("Content-Encoding").ShouldBe(encoding);
    }

    /// <summary>G10: a packed body is read, and bounded by what comes out of it.</summary>
    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(70_000, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_ThatIsPacked_IsUnpackedWithinTheLimit(int padding, HttpStatusCode status)
    {
        _gateway.Services.Answer<PauseSessionRequest>(
            (request, _) => new PauseSessionResponse { Success = true, Message = request.SessionId });
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(System.Text.Encoding.UTF8.GetBytes("{\"session_id\":\"s1\"}" + new string(' ', padding)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/focus/sessions/pause/")
        {
            Content = new ByteArrayContent(packed.ToArray()),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        var answer = await _gateway.SendAsync(request);

        answer.Status.ShouldBe(status);
        answer.Body.Contains("s1", StringComparison.Ordinal).ShouldBe(status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_IsAnsweredAndOfAnotherIsNot()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:CorsOrigins:0", "https://app.example.org"));

        Task<Answer> Preflight(string origin)
        {
            var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/focus/programs/enroll/");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
            return gateway.SendAsync(request);
        }

        var allowed = await Preflight("https://app.example.org");
        allowed.Status.ShouldBe(HttpStatusCode.NoContent);
        allowed.Header("Access-Control-Allow-Origin").ShouldBe("https://app.example.org");
        allowed.Header("Access-Control-Allow-Methods").ShouldBe("POST");
        (await Preflight("https://evil.example.org")).Header("Access-Control-Allow-Origin").ShouldBeNull();
    }

    [Fact]
    public async Task Requests_OverTheLimitOfAnAddress_Are429AtBothDoorsAndHealthIsNot()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(
            ("Gateway:RateLimits:PerUser", "0"), ("Gateway:RateLimits:PerAddress", "1"), ("Gateway:RateLimits:BurstSeconds", "3"));
        gateway.Services.Answer<GetActiveSessionRequest>((_, _) => new GetActiveSessionResponse());

        // Many at once: however slow the machine, they come faster than one a second.
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => gateway.GetAsync(Active)));

        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBeGreaterThanOrEqualTo(3);
        var refused = answers.First(a => a.Status == HttpStatusCode.TooManyRequests);
        refused.Header("Retry-After").ShouldBe("1");
        refused.Json.GetProperty("code").GetString().ShouldBe("TOO_MANY_REQUESTS");
        (await gateway.GetAsync("/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var client = new SessionsService.SessionsServiceClient(gateway.Grpc);
        var codes = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            try
            {
                await client.GetActiveSessionAsync(new GetActiveSessionRequest());
                return StatusCode.OK;
            }
            catch (RpcException e)
            {
                return e.StatusCode;
            }
        }));
        codes.ShouldContain(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task GrpcWeb_OfAPublicMethod_Passes()
    {
        _gateway.Services.Answer<PauseSessionRequest>(
            (request, _) => new PauseSessionResponse { Success = true, Message = request.SessionId });

        var frames = await GrpcWebAsync(new PauseSessionRequest { SessionId = "s1" });

        frames[0].Flag.ShouldBe(0);
        PauseSessionResponse.Parser.ParseFrom(frames[0].Data).Message.ShouldBe("s1");
        frames[1].Flag.ShouldBe(0x80);
        System.Text.Encoding.ASCII.GetString(frames[1].Data).ShouldContain("grpc-status: 0");
    }

    [Fact]
    public async Task GrpcWeb_ThatFails_TellsTheStatus()
    {
        _gateway.Services.Answer<PauseSessionRequest>((_, _) => throw new RpcException(new Status(StatusCode.NotFound, "none")));
        var request = GrpcWebRequest(new PauseSessionRequest());

        using var response = await _gateway.Json.SendAsync(request);

        var body = System.Text.Encoding.ASCII.GetString(await response.Content.ReadAsByteArrayAsync());
        var status = response.Headers.TryGetValues("grpc-status", out var values) ? "grpc-status: " + values.Single() : body;
        status.ShouldContain("grpc-status: 5");
    }

    private static HttpRequestMessage GrpcWebRequest(PauseSessionRequest message)
    {
        var bytes = message.ToByteArray();
        var content = new ByteArrayContent([0, 0, 0, 0, (byte)bytes.Length, .. bytes]);
        content.Headers.ContentType = new("application/grpc-web+proto");
        return new HttpRequestMessage(HttpMethod.Post, "/focus.sessions.v1.SessionsService/PauseSession") { Content = content };
    }

    private async Task<List<(int Flag, byte[] Data)>> GrpcWebAsync(PauseSessionRequest message)
    {
        using var response = await _gateway.Json.SendAsync(GrpcWebRequest(message));
        response.Content.Headers.ContentType!.MediaType!.ShouldStartWith("application/grpc-web");
        var body = await response.Content.ReadAsByteArrayAsync();
        var frames = new List<(int, byte[])>();
        for (var at = 0; at < body.Length;)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 1));
            frames.Add((body[at], body[(at + 5)..(at + 5 + length)]));
            at += 5 + length;
        }

        return frames;
    }
}
