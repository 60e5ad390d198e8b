using System.Net;
using System.Text.RegularExpressions;
using FocusSuite.Gateway.Tests.Support;
using Shouldly;

namespace FocusSuite.Gateway.Tests;

/// <summary>The page at <c>/docs</c>. Its browser gets everything from the gateway.</summary>
public sealed partial class ApiPageTests(GatewayFixture fixture)
{
    private const string Page = "/docs/";
    private readonly GatewayUnderTest _gateway = fixture.Gateway;

    [Fact]
    public async Task Page_Asked_NamesNoOtherHost()
    {
        var page = await _gateway.GetAsync(Page);

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("text/html");
        page.Body.ShouldNotContain("//");
    }

    [Fact]
    public async Task Page_WithoutItsSlash_IsFound()
    {
        var redirect = await _gateway.GetAsync("/docs");

        new Uri(new Uri(_gateway.Json.BaseAddress!, "/docs"), redirect.Header("Location")!).AbsolutePath.ShouldBe(Page);
    }

    [Fact]
    public async Task Scripts_OfThePage_ComeFromTheGateway()
    {
        var page = await _gateway.GetAsync(Page);
        var scripts = ScriptAddress().Matches(page.Body).Select(m => m.Groups[1].Value).ToArray();

        scripts.ShouldNotBeEmpty();
        foreach (var script in scripts)
        {
            var answer = await _gateway.GetAsync(Page + script);
            answer.Status.ShouldBe(HttpStatusCode.OK, script);
            answer.Header("Content-Type").ShouldNotBeNull().ShouldStartWith("text/javascript");
            answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
            answer.Body.Length.ShouldBeGreaterThan(1000);
        }
    }

    [Fact]
    public async Task Document_ThatThePageNames_IsTheOpenApiDocument()
    {
        var page = await _gateway.GetAsync(Page);
        var address = SourceAddress().Match(page.Body).Groups[1].Value;

        // The page's script resolves it against what the page's own address begins with.
        var document = await _gateway.GetAsync("/" + address);
        document.Status.ShouldBe(HttpStatusCode.OK);
        document.Json.GetProperty("openapi").GetString().ShouldBe("3.1.0");
    }

    [Fact]
    public async Task Policy_OfThePage_LetsItsOwnScriptsRunAndNothingElse()
    {
        var (first, second) = (await _gateway.GetAsync(Page), await _gateway.GetAsync(Page));
        var policy = first.Header("Content-Security-Policy").ShouldNotBeNull();

        var nonce = Nonce().Match(policy).Groups[1].Value;
        nonce.Length.ShouldBeGreaterThan(20);
        var tags = ScriptTag().Matches(first.Body).Select(m => WebUtility.HtmlDecode(m.Value)).ToArray();
        tags.ShouldNotBeEmpty();
        tags.ShouldAllBe(tag => tag.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal));
        second.Header("Content-Security-Policy").ShouldNotBeNull().ShouldNotContain(nonce);
        policy.ShouldStartWith("default-src 'none';");
        policy.ShouldContain("connect-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("http");
        policy.ShouldNotContain("*");
        policy.ShouldNotContain("eval");
        (await _gateway.GetAsync("/openapi.json")).Header("Content-Security-Policy").ShouldBe("default-src 'none'; frame-ancestors 'none'");
    }

    [Fact]
    public async Task DemoAccounts_AreNamedInDevelopmentOnly()
    {
        await using var development = await GatewayUnderTest.StartInAsync("Development");
        await using var production = await GatewayUnderTest.StartInAsync("Production");

        (await DescriptionAsync(development)).ShouldContain("demo@focus.local");
        var description = await DescriptionAsync(production);
        description.ShouldContain("/api/v1/authentication/login/");
        description.ShouldNotContain("demo");
        (await production.GetAsync(Page)).Body.ShouldNotContain("\"persistAuth\":true");
    }

    private static async Task<string> DescriptionAsync(GatewayUnderTest gateway) =>
        (await gateway.GetAsync("/openapi.json")).Json.GetProperty("info").GetProperty("description").GetString()!;

    [GeneratedRegex("<script[^>]* src=\"([^\"]+)\"")]
    private static partial Regex ScriptAddress();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex ScriptTag();

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("\"url\":\"([^\"]+)\"")]
    private static partial Regex SourceAddress();
}
