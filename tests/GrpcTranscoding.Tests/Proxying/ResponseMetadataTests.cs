using System.Net;
using Grpc.Core;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Tests.Protos.Choices;
using GrpcTranscoding.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Shouldly;

namespace GrpcTranscoding.Tests.Proxying;

/// <summary>Rivals: metadata of an answer, its trailers too, become headers by an allow-list with beginnings of names, beside errors and of
/// streams as well.</summary>
public sealed class ResponseMetadataTests
{
    [Theory]
    [InlineData("x-app-one", true)]
    [InlineData("X-App-Two", true)]
    [InlineData("x-app-", true)]
    [InlineData("etag", true)]
    [InlineData("ETag", true)]
    [InlineData("x-application", false)]
    [InlineData("x-ap", false)]
    [InlineData("etag-x", false)]
    [InlineData("grpc-status", false)]
    public void Names_OfAList_AreWholeOrBeginnings(string name, bool isAllowed) =>
        new MetadataNames(["etag", "x-app-*"]).Contains(name).ShouldBe(isAllowed);

    [Theory]
    [InlineData("anything", true)]
    [InlineData("grpc-status-details-bin", false)]
    [InlineData("Grpc-Message", false)]
    [InlineData("content-encoding", false)]
    [InlineData("date", false)]
    [InlineData("server", false)]
    public void Names_OfAStar_AreAllButTheTransports(string name, bool isAllowed) =>
        new MetadataNames(["*"]).Contains(name).ShouldBe(isAllowed);

    [Theory]
    [InlineData("/v1/items/1")]
    [InlineData("/v1/files/1")]
    public async Task Success_WithMetadata_HasItsHeadersAndTrailersAsHeaders(string path)
    {
        await using var gateway = await StartAsync();
        gateway.Service.Behave = async context =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "x-app-early", "e" }, { "x-both", "header" }, { "x-secret", "s" } });
            context.ResponseTrailers.Add("x-app-late", "l");
            context.ResponseTrailers.Add("x-app-late", "m");
            context.ResponseTrailers.Add("x-both", "trailer");
            context.ResponseTrailers.Add("x-secret-too", "s");
        };

        using var response = await gateway.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(response, "x-app-early").ShouldBe("e");
        Header(response, "x-app-late").ShouldBe("l, m");
        Header(response, "x-both").ShouldBe("header");
        Names(response).ShouldNotContain(name => name.StartsWith("x-secret") || name.StartsWith("grpc-"));
    }

    [Theory]
    [InlineData("/v1/items/1", true)]
    [InlineData("/v1/items/1", false)]
    [InlineData("/v1/files/1", true)]
    public async Task Error_WithMetadata_HasItsHeadersAndTrailersAsHeaders(string path, bool sendsHeaders)
    {
        await using var gateway = await StartAsync();
        gateway.Service.Behave = async context =>
        {
            if (sendsHeaders)
            {
                await context.WriteResponseHeadersAsync(new Metadata { { "x-app-early", "e" }, { "cache-control", "max-age=9" } });
            }

            throw new RpcException(new Status(StatusCode.NotFound, "Not here."),
                new Metadata { { "x-app-late", "l" }, { "x-secret", "s" } });
        };

        using var response = await gateway.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Header(response, "x-app-early").ShouldBe(sendsHeaders ? "e" : null);
        Header(response, "x-app-late").ShouldBe("l");
        Header(response, "cache-control").ShouldBe("no-store");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        Names(response).ShouldNotContain(name => name.StartsWith("x-secret") || name.StartsWith("grpc-"));
    }

    [Theory]
    [InlineData("application/x-ndjson", StatusCode.OK, HttpProtocols.Http2, true)]
    [InlineData("text/event-stream", StatusCode.OK, HttpProtocols.Http2, true)]
    [InlineData("application/x-ndjson", StatusCode.Aborted, HttpProtocols.Http2, true)]
    [InlineData("application/x-ndjson", StatusCode.OK, HttpProtocols.Http2, false)]
    [InlineData("application/x-ndjson", StatusCode.OK, HttpProtocols.Http1, true)]
    public async Task Stream_WithMetadata_HasItsHeadersAndItsTrailersWhereTheClientTakesThem(
        string accept, StatusCode status, HttpProtocols protocols, bool takesTrailers)
    {
        await using var gateway = await StartAsync(protocols);
        gateway.Service.Before = context => context.WriteResponseHeadersAsync(new Metadata { { "x-app-early", "e" }, { "x-secret", "s" } });
        gateway.Service.Behave = context =>
        {
            var trailers = new Metadata { { "x-app-late", "l" }, { "x-secret", "s" } };
            if (status != StatusCode.OK)
            {
                throw new RpcException(new Status(status, "Broken off."), trailers);
            }

            foreach (var trailer in trailers)
            {
                context.ResponseTrailers.Add(trailer);
            }

            return Task.CompletedTask;
        };

        using var response = await gateway.GetAsync(
            "/v1/items/1:watch", takesTrailers ? [("Accept", accept), ("TE", "trailers")] : [("Accept", accept)]);
        var text = await response.Content.ReadAsStringAsync();

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.Contains("ABORTED", StringComparison.Ordinal).ShouldBe(status == StatusCode.Aborted);
        Header(response, "x-app-early").ShouldBe("e");
        Names(response).ShouldNotContain(name => name.StartsWith("x-secret") || name.StartsWith("grpc-"));
        var trailers = response.TrailingHeaders.NonValidated.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
        // The server has no trailers in HTTP/1.1.
        trailers.ShouldBe(takesTrailers && protocols == HttpProtocols.Http2 ? new Dictionary<string, string> { ["x-app-late"] = "l" } : []);
    }

    [Fact]
    public async Task Stream_ThatFailsAtOnce_HasItsTrailersBesideTheError()
    {
        await using var gateway = await StartAsync();
        gateway.Service.Before = _ =>
            throw new RpcException(new Status(StatusCode.NotFound, "Not here."), new Metadata { { "x-app-late", "l" } });

        using var response = await gateway.GetAsync("/v1/items/1:watch");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Header(response, "x-app-late").ShouldBe("l");
    }

    [Fact]
    public async Task List_ByDefault_HasNothingOfTheServicesOwn()
    {
        await using var gateway = await FeatureGateway.StartAsync();
        gateway.Service.Behave = _ =>
            throw new RpcException(new Status(StatusCode.NotFound, "Not here."), new Metadata { { "x-app-late", "l" } });

        using var response = await gateway.GetAsync("/v1/items/1");

        Header(response, "x-app-late").ShouldBeNull();
    }

    private static Task<FeatureGateway> StartAsync(HttpProtocols protocols = HttpProtocols.Http1) => FeatureGateway.StartAsync(
        options =>
        {
            options.Services.Add(Features.Descriptor);
            options.ResponseHeaders.Add("X-App-*");
            options.ResponseHeaders.Add("x-both");
        },
        protocols: protocols);

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static IEnumerable<string> Names(HttpResponseMessage response) =>
        response.Headers.NonValidated.Select(h => h.Key.ToLowerInvariant());
}
