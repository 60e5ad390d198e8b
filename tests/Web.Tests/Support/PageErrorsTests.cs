using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Support;

/// <summary>A browser test fails at every kind of error that a page can have.</summary>
public sealed class PageErrorsTests(WebSuite suite)
{
    private const string Policy = "default-src 'none'; script-src 'unsafe-inline'";

    [Theory]
    [InlineData("<script>console.error('on the console')</script>", "on the console")]
    [InlineData("<script>throw new Error('not caught')</script>", "not caught")]
    [InlineData("<script>Promise.reject(new Error('not awaited'))</script>", "not awaited")]
    [InlineData("<img src='/picture.png'>", "CSP: img-src")]
    [InlineData("<script>fetch('http://elsewhere.example/').catch(() => {})</script>", "CSP: connect-src")]
    public async Task Errors_OfAPage_AreNotedAndFoundUnexpected(string body, string expected)
    {
        await using var context = await suite.NewContextAsync();
        var errors = await PageErrors.NoteAsync(context);
        await OpenAsync(context, body);

        errors.Unexpected.ShouldContain(error => error.Contains(expected));
    }

    [Fact]
    public async Task Errors_OfAPageThatOnlyWarns_AreNone()
    {
        await using var context = await suite.NewContextAsync();
        var errors = await PageErrors.NoteAsync(context);
        await OpenAsync(context, "<script>console.warn('careful')</script>");

        errors.Unexpected.ShouldBeEmpty();
    }

    [Fact]
    public async Task Errors_ThatTheTestExpects_AreNoneAndOthersStay()
    {
        await using var context = await suite.NewContextAsync();
        var errors = await PageErrors.NoteAsync(context);
        errors.Expect("first");
        await OpenAsync(context, "<script>console.error('the first'); console.error('the second')</script>");

        errors.Unexpected.ShouldHaveSingleItem().ShouldContain("the second");
    }

    private static async Task OpenAsync(IBrowserContext context, string body)
    {
        var page = await context.NewPageAsync();
        await page.RouteAsync("**/*", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = Policy, ["Content-Type"] = "text/html" },
            Body = body,
        }));
        await page.GotoAsync("http://page.example/");

        // What the page has written arrives before its answer.
        await page.TitleAsync();
    }
}
