using System.Net;
using System.Net.Http.Headers;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

[Collection("streams")]
public sealed class HttpStreamTests(LibraryGateway gateway)
{
    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Ndjson_OfAStream_IsAMessageALine()
    {
        using var response = await gateway.Http.GetAsync("/v1/count/2");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        (await response.Content.ReadAsStringAsync())
            .ShouldBe("""{"number":1,"eventId":"e-1"}""" + "\n" + """{"number":2,"eventId":"e-2"}""" + "\n");
    }

    [Fact]
    public async Task Head_OfAStream_IsRefusedAndHoldsNothingOpen()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/v1/count/2");
        using var response = await gateway.Http.SendAsync(request).WaitAsync(WaitTimeout);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.ShouldContain("GET");
    }

    [Fact]
    public async Task Events_OfAStream_HaveIdsAndAnEnd()
    {
        using var response = await SendAsync("/v1/count/2", "text/event-stream");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            "id: e-1\ndata: {\"number\":1,\"eventId\":\"e-1\"}\n\nid: e-2\ndata: {\"number\":2,\"eventId\":\"e-2\"}\n\nevent: end\ndata: "
            + "{}\n\n");
    }

    [Fact]
    public async Task Events_WhenNothingHappens_ShowALivingConnection()
    {
        gateway.Service.Reset();
        using var response = await SendAsync("/v1/count/2?wait_at=2", "text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());

        (await LineAsync(reader)).ShouldBe("id: e-1");
        while (await LineAsync(reader) != ":")
        {
        }

        gateway.Service.Release.SetResult();
        while (await LineAsync(reader) != "id: e-2")
        {
        }
    }

    [Fact]
    public async Task Events_OfAClientThatComesBack_TellTheServiceWhereItWas()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/count/1");
        request.Headers.Add("Last-Event-ID", "e-7");

        using var response = await gateway.Http.SendAsync(request);

        gateway.Service.LastHeaders.GetValue("last-event-id").ShouldBe("e-7");
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("*/*")]
    public async Task Error_BeforeTheFirstMessage_IsAnHttpError(string accept)
    {
        using var response = await SendAsync("/v1/count/2?fail_at=1", accept);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("text/event-stream", "event: error\ndata: {\"type\":\"about:blank\",\"title\":\"Not Found\"")]
    [InlineData("application/x-ndjson", "{\"error\":{\"type\":\"about:blank\",\"title\":\"Not Found\"")]
    public async Task Error_BehindAMessage_IsPartOfTheStream(string accept, string error)
    {
        using var response = await SendAsync("/v1/count/2?fail_at=2", accept);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldContain(error);
    }

    [Fact]
    public async Task Client_ThatLeaves_CancelsTheCall()
    {
        gateway.Service.Reset();
        var response = await SendAsync("/v1/count/2?wait_at=2", "text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await LineAsync(reader);

        response.Dispose();

        await gateway.Service.Canceled.Task.WaitAsync(WaitTimeout);
    }

    [Fact]
    public async Task Client_ThatReadsSlowly_HoldsTheServiceBack()
    {
        const int Ticks = 5000;
        gateway.Service.Reset();
        using var response = await SendAsync($"/v1/count/{Ticks}?padding=50000", "application/x-ndjson");

        // Nobody reads: the service comes to a halt when all buffers between are full.
        var before = -1;
        for (var still = 0; still < 10; await Task.Delay(50))
        {
            still = gateway.Service.Written == before ? still + 1 : 0;
            before = gateway.Service.Written;
        }

        before.ShouldBeLessThan(Ticks / 4);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var lines = 0;
        while (await LineAsync(reader) is not null)
        {
            lines++;
        }

        lines.ShouldBe(Ticks);
    }

    [Fact]
    public async Task Download_OfAStreamOfBytes_IsOneBody()
    {
        using var response = await gateway.Http.GetAsync("/v1/download/3");

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await response.Content.ReadAsStringAsync()).ShouldBe("line 1\nline 2\nline 3\n");
    }

    [Fact]
    public async Task Upload_OfBytes_GoesAndComesAsItIs()
    {
        var content = new ByteArrayContent([1, 2, 0, 255]);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");

        using var response = await gateway.Http.PutAsync("/v1/files/a", content);

        response.Content.Headers.ContentType!.ToString().ShouldBe("x-was/image-png");
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe([255, 0, 2, 1]);
    }

    [Theory]
    [InlineData("/v1/upload/x")]
    [InlineData("/v1/chat")]
    public async Task Call_ThatStreamsUp_AsksForAWebSocket(string path)
    {
        using var response = await gateway.Http.PostAsync(path, new StringContent("{}"));

        response.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        response.Headers.Upgrade.ToString().ShouldBe("websocket");
    }

    private static Task<string?> LineAsync(StreamReader reader) => reader.ReadLineAsync().WaitAsync(WaitTimeout);

    private Task<HttpResponseMessage> SendAsync(string path, string accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", accept);
        return gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
