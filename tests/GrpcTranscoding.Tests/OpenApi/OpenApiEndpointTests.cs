using System.Net;
using System.Net.Http.Headers;
using GrpcTranscoding.OpenApi;
using GrpcTranscoding.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace GrpcTranscoding.Tests.OpenApi;

/// <summary>How the document is got: from the gateway, or as a file.</summary>
public sealed class OpenApiEndpointTests
{
    [Fact]
    public async Task Document_ThatTheClientHas_IsNotSentAgain()
    {
        await using var gateway = await EchoGateway.StartAsync("Services/polls.proto", o => o.Title = "Polls");
        using var first = await gateway.Http.GetAsync("/openapi.json");
        first.Headers.ETag.ShouldNotBeNull();

        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi.json") { Headers = { IfNoneMatch = { first.Headers.ETag } } };
        using var second = await gateway.Http.SendAsync(request);
        var unknown = new EntityTagHeaderValue("\"other\"");
        using var other = new HttpRequestMessage(HttpMethod.Get, "/openapi.json") { Headers = { IfNoneMatch = { unknown } } };
        using var third = await gateway.Http.SendAsync(other);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        third.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task File_ThatIsAskedFor_IsTheDocument()
    {
        var folder = Directory.CreateTempSubdirectory("openapi-").FullName;
        try
        {
            var path = Path.Combine(folder, "docs", "polls.json");
            await using var app = App(document: true);

            (await app.TryWriteOpenApiAsync(["--urls", "x", "--openapi", path])).ShouldBeTrue();

            (await File.ReadAllTextAsync(path)).ShouldContain("\"/v1/polls/{pollId}/votes\"");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task File_ThatNobodyAsksFor_IsNotWritten()
    {
        await using var app = App(document: true);

        (await app.TryWriteOpenApiAsync(["--urls", "x"])).ShouldBeFalse();
    }

    [Fact]
    public async Task File_WithoutAPathOrADocument_IsRefusedWithTheRemedy()
    {
        await using var with = App(document: true);
        await using var without = App(document: false);

        var noPath = await Should.ThrowAsync<InvalidOperationException>(() => with.TryWriteOpenApiAsync(["--openapi"]));
        var noDocument = await Should.ThrowAsync<InvalidOperationException>(() => without.TryWriteOpenApiAsync(["--openapi", "x.json"]));

        noPath.Message.ShouldContain("path");
        noDocument.Message.ShouldContain("MapTranscodingOpenApi");
    }

    private static WebApplication App(bool document)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddReverseProxy().AddGrpcTranscoding(o => o.Services.Add(SampleProtos.File("Services/polls.proto").Services[0]));
        var app = builder.Build();
        if (document)
        {
            app.MapTranscodingOpenApi("/openapi.json", o => o.Title = "Polls");
        }

        return app;
    }
}
