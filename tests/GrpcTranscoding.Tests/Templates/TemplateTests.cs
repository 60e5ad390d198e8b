using GrpcTranscoding.Templates;
using Shouldly;

namespace GrpcTranscoding.Tests.Templates;

public sealed class TemplateTests
{
    [Theory]
    [InlineData("/v1/books", "/v1/books")]
    [InlineData("/v1/{id}", "/v1/*")]
    [InlineData("/v1/{a.b=x/*/y/*}/z:verb", "/v1/x/*/y/*/z:verb")]
    [InlineData("/v1/{path=**}", "/v1/**")]
    [InlineData("/v1/{path=a/**}:go", "/v1/a/**:go")]
    [InlineData("/*/**", "/*/**")]
    [InlineData("/", "/")]
    [InlineData("/v1/**/x", "/v1/**/x")]
    [InlineData("/v1/{a=**}/x", "/v1/**/x")]
    [InlineData("/v1/{a=x/**/y}/{b}/z:verb", "/v1/x/**/y/*/z:verb")]
    [InlineData("/v1/with%20space", "/v1/with space")]
    public void Parse_OfATemplate_GivesItsShape(string text, string shape) => PathTemplate.Parse(text).Shape.ShouldBe(shape);

    [Theory]
    [InlineData("")]
    [InlineData("v1")]
    [InlineData("//")]
    [InlineData("/:verb")]
    [InlineData("/v1/")]
    [InlineData("/v1//x")]
    [InlineData("/v1/{}")]
    [InlineData("/v1/{a")]
    [InlineData("/v1/{a=}")]
    [InlineData("/v1/{a.}")]
    [InlineData("/v1/{1a}")]
    [InlineData("/v1/{a={b}}")]
    [InlineData("/v1/**/**")]
    [InlineData("/v1/{a=**}/x/{b=**}")]
    [InlineData("/v1/{a=**/x/**}")]
    [InlineData("/v1/{a}/{a}")]
    [InlineData("/v1/x:")]
    [InlineData("/v1/x:a:b")]
    [InlineData("/v1/x y")]
    [InlineData("/v1/{a}b")]
    [InlineData("/v1/*x")]
    [InlineData("/v1?x")]
    public void Parse_OfNoTemplate_TellsWhere(string text) =>
        Should.Throw<FormatException>(() => PathTemplate.Parse(text)).Message.ShouldContain("position");

    [Theory]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/a/b/", "/a/b")]
    [InlineData("/a/x", "/a/*")]
    [InlineData("/a/x/c", "/a/*/c")]
    [InlineData("/a/b/c", "/a/*/c")]
    [InlineData("/a/b/d", "/a/**")]
    [InlineData("/a", "/a/**")]
    [InlineData("/a/b:go", "/a/*:go")]
    [InlineData("/a/b:stay", "/a/*")]
    [InlineData("/a/b/c/d:go", "/a/**:go")]
    [InlineData("/A/b", null)]
    [InlineData("/a//b", null)]
    [InlineData("//", null)]
    [InlineData("", null)]
    [InlineData("/b", null)]
    [InlineData("/", null)]
    public void Visit_OfAPath_FindsTheMostParticular(string path, string? expected)
    {
        FirstOf(["/a/**", "/a/*", "/a/b", "/a/*/c", "/a/*:go", "/a/**:go"], path).ShouldBe(expected);
    }

    /// <summary>A <c>**</c> takes what the rest of its template leaves; of several, the one with more behind it goes first, in whatever
    /// order they came.</summary>
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/x", "/**/x")]
    [InlineData("/a", "/**")]
    [InlineData("/a/x", "/**/x")]
    [InlineData("/a/b/x/", "/**/x")]
    [InlineData("/a/y/x", "/**/y/x")]
    [InlineData("/y/x", "/**/y/x")]
    [InlineData("/a/z/x", "/**/z/*")]
    [InlineData("/a/b/z/q", "/**/z/*")]
    [InlineData("/a/b/c", "/**")]
    [InlineData("/a/b/x:go", "/**/x:go")]
    [InlineData("/p/x", "/p/**")]
    [InlineData("/p/q/x", "/p/**/q/x")]
    [InlineData("/p/q/r/q/x", "/p/**/q/x")]
    public void Visit_OfAPathWithRestInTheMiddle_FindsTheMostParticular(string path, string expected)
    {
        string[] templates = ["/**", "/**/x", "/**/z/*", "/**/y/x", "/", "/**/x:go", "/p/**", "/p/**/q/x"];

        FirstOf(templates, path).ShouldBe(expected);
        FirstOf([.. templates.Reverse()], path).ShouldBe(expected);
    }

    private static string? FirstOf(string[] templates, string path)
    {
        var trie = new RouteTrie<string>();
        foreach (var template in templates)
        {
            trie.Add(PathTemplate.Parse(template), template);
        }

        string? found = null;
        trie.Visit(path, static (string value, ReadOnlySpan<Range> _, string _, ref string? state) =>
        {
            state = value;
            return true;
        }, ref found);

        return found;
    }
}
