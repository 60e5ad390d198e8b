using GrpcTranscoding.Binding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Shouldly;

namespace GrpcTranscoding.Tests.Binding;

public sealed class RawPathTests
{
    /// <summary>G6: the path is the client's own as long as the application was given that one.</summary>
    [Theory]
    [InlineData("/a/b", "", "/a/b", "/a/b")]
    [InlineData("/a/b?c=%2F", "", "/a/b", "/a/b")]
    [InlineData("/a%252Fb", "", "/a%2Fb", "/a%252Fb")]
    [InlineData("/a%2Fb", "", "/a%2Fb", "/a%2Fb")]
    [InlineData("/a%3Ab?c", "", "/a:b", "/a%3Ab")]
    [InlineData("/a/%FF", "", "/a/%FF", "/a/%FF")]
    [InlineData("/%C3%28/%E2%82%AC", "", "/%C3(/€", "/%C3%28/%E2%82%AC")]
    [InlineData("/x/../a%2Fb/./", "", "/a%2Fb/", "/a%2Fb/")]
    [InlineData("/a/b%2F/..", "", "/a/", "/a/")]
    [InlineData("/../%2E/a%25", "", "/a%", "/a%25")]
    [InlineData("/base/a%252Fb", "/base", "/a%2Fb", "/a%252Fb")]
    [InlineData("/b%61se/more/a%252Fb", "/base/more", "/a%2Fb", "/a%252Fb")]
    [InlineData("/base", "/base", "", "")]
    [InlineData("http://h:1/a%252Fb?c", "", "/a%2Fb", "/a%252Fb")]
    [InlineData("HTTPS://h/a%2Fb", "", "/a/b", "/a%2Fb")]
    [InlineData("http://h?c", "", "/", "/")]
    [InlineData("http://h", "", "/", "/")]
    public void Of_ATarget_IsItsPath(string target, string pathBase, string path, string expected) =>
        Of(target, pathBase, path).ShouldBe(expected);

    /// <summary>G6: an application that was given another path, or by a server without targets, takes that path, escaped again.</summary>
    [Theory]
    [InlineData("/old/a%252Fb", "", "/new/a b", "/new/a%20b")]
    [InlineData("", "", "/a/ü", "/a/%C3%BC")]
    [InlineData("*", "", "", "")]
    [InlineData("host:443", "", "/a", "/a")]
    [InlineData("/a/b", "", "/a", "/a")]
    [InlineData("/a%2Fb", "", "/a/b", "/a/b")]
    [InlineData("/a%2e%2e/b", "", "/b", "/b")]
    public void Of_ARewrittenPath_IsThatPath(string target, string pathBase, string path, string expected) =>
        Of(target, pathBase, path).ShouldBe(expected);

    private static string Of(string target, string pathBase, string path)
    {
        var context = new DefaultHttpContext();
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = target;
        context.Request.PathBase = pathBase;
        context.Request.Path = path;
        return RawPath.Of(context);
    }
}
