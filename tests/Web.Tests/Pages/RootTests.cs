using System.Text.RegularExpressions;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace FocusSuite.Web.Tests.Pages;

/// <summary>The way of a newcomer, who opens the gateway's address.</summary>
public sealed partial class RootTests(WebSuite suite) : BrowserTest(suite)
{
    [Fact]
    public async Task Client_RootInABrowser_LeadsToTheApp()
    {
        await Page.GotoAsync("/");

        await Assertions.Expect(Page).ToHaveURLAsync(App());
        await Assertions.Expect(Page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
    }

    [GeneratedRegex("^http://[^/]+/app/")]
    private static partial Regex App();
}
