using FocusSuite.TestSupport;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>Takes pictures of the client for <c>docs/images</c>, with FOCUS_GENERATE_DOCS=1 alone: what they show takes minutes.</summary>
public abstract class PictureTest(WebSuite suite) : BrowserTest(suite)
{
    /// <summary>Whether somebody wants pictures.</summary>
    protected static bool IsWanted { get; } = Environment.GetEnvironmentVariable("FOCUS_GENERATE_DOCS") == "1";

    /// <summary>Skips the test where nobody wants its pictures.</summary>
    protected static void RequireWanted() => Assert.SkipUnless(IsWanted, "FOCUS_GENERATE_DOCS=1 takes the pictures of docs/images.");

    /// <summary>Opens a screen, and awaits all of it.</summary>
    protected static async Task OpenAsync(IPage page, string path)
    {
        await page.GotoAsync("/app/" + path);
        await Assertions.Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading, new() { Level = 2 }).First).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('[aria-busy=true]') === null");
    }

    /// <summary>Takes what a page shows now.</summary>
    protected static Task TakeAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Repository.PathOf($"docs/images/{name}.png") });
}
