using System.Net;
using Grpc.Core;
using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

/// <summary>Rivals: <c>ETag</c> and 304.</summary>
public sealed class EntityTagTests
{
    [Theory]
    [InlineData("\"v1\"", "\"v1\"", true)]
    [InlineData("\"v1\"", "W/\"v1\"", true)]
    [InlineData("W/\"v1\"", "\"v1\"", true)]
    [InlineData("W/\"v1\"", "W/\"v1\"", true)]
    [InlineData("\"v1\"", "\"v0\", W/\"v1\" , \"v2\"", true)]
    [InlineData("\"a,b\"", "\"x\", \"a,b\"", true)]
    [InlineData("\"v1\"", "*", true)]
    [InlineData("\"v1\"", "\"v0\"", false)]
    [InlineData("\"v1\"", "\"V1\"", false)]
    [InlineData("\"v1\"", "v1", false)]
    [InlineData("\"v1\"", "\"v1", false)]
    [InlineData("\"v1\"", "", false)]
    [InlineData("v1", "v1", false)]
    public async Task Get_OfWhatTheClientHas_Is304(string tag, string known, bool isKnown)
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = SendsTag(tag);
        foreach (var path in new[] { "/v1/items/1", "/v1/files/1" })
        {
            using var response = await gateway.GetAsync(path, ("If-None-Match", known));

            response.StatusCode.ShouldBe(isKnown ? HttpStatusCode.NotModified : HttpStatusCode.OK);
            response.Headers.NonValidated["etag"].ToString().ShouldBe(tag);
            (await response.Content.ReadAsByteArrayAsync()).Length
                .ShouldBe(isKnown ? 0 : path == "/v1/files/1" ? 5 : """{"title":"one"}""".Length);
        }
    }

    [Fact]
    public async Task Head_OfWhatTheClientHas_Is304()
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = SendsTag("\"v1\"");

        using var response = await gateway.SendAsync(HttpMethod.Head, "/v1/items/1", ("If-None-Match", "\"v1\""));

        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Post_WithATag_IsAnsweredInFull()
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = SendsTag("\"v1\"");

        using var response = await gateway.SendAsync(HttpMethod.Post, "/v1/items", ("If-None-Match", "\"v1\""));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("\"v1\"")]
    public async Task Error_WithATag_IsTheError(string known)
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = async context =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "etag", "\"v1\"" } });
            throw new RpcException(new Status(StatusCode.NotFound, "Not here."));
        };

        using var response = await gateway.GetAsync("/v1/items/1", ("If-None-Match", known));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_OfAnAnswerWithoutATag_HasNoneUnlessTheOptionsAskForIt()
    {
        await using var gateway = await FeatureGateway.StartAsync();

        using var response = await gateway.GetAsync("/v1/items/1", ("If-None-Match", "*"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task Get_WithAComputedTag_Is304UntilTheAnswerChanges()
    {
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.ComputesETag = method => method.Name == "GetItem";
        });
        using var first = await gateway.GetAsync("/v1/items/1");
        var tag = first.Headers.ETag.ShouldNotBeNull();
        tag.IsWeak.ShouldBeTrue();

        using var same = await gateway.GetAsync("/v1/items/1", ("If-None-Match", tag.ToString()));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        same.Headers.ETag.ShouldBe(tag);

        gateway.Service.Answer = new Item { Title = "two" };
        using var changed = await gateway.GetAsync("/v1/items/1", ("If-None-Match", tag.ToString()));
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag.ShouldNotBe(tag);

        using var other = await gateway.GetAsync("/v1/files/1");
        other.Headers.ETag.ShouldBeNull();
        using var posted = await gateway.SendAsync(HttpMethod.Post, "/v1/items");
        posted.Headers.ETag.ShouldBeNull();
    }

    [Fact]
    public async Task Get_WithATagOfTheService_KeepsIt()
    {
        await using var gateway = await FeatureGateway.StartAsync(options =>
        {
            options.Services.Add(Features.Descriptor);
            options.ComputesETag = _ => true;
        });
        gateway.Service.Behave = SendsTag("\"v1\"");

        using var response = await gateway.GetAsync("/v1/items/1");

        response.Headers.ETag!.ToString().ShouldBe("\"v1\"");
    }

    [Fact]
    public async Task OpenApi_ThatTheClientHas_Is304()
    {
        await using var gateway = await FeatureGateway.StartAsync();
        using var first = await gateway.GetAsync("/openapi.json");
        var tag = first.Headers.ETag.ShouldNotBeNull().ToString();

        using var same = await gateway.GetAsync("/openapi.json", ("If-None-Match", $"\"other\", {tag}"));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await same.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();

        using var any = await gateway.SendAsync(HttpMethod.Head, "/openapi.json", ("If-None-Match", "*"));
        any.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var other = await gateway.GetAsync("/openapi.json", ("If-None-Match", "\"other\""));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Func<ServerCallContext, Task> SendsTag(string tag) =>
        context => context.WriteResponseHeadersAsync(new Metadata { { "etag", tag } });
}
