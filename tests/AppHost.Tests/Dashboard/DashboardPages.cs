using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>The dashboard as somebody sees it who opens the address that ./focus up has printed.</summary>
internal sealed class DashboardPages(IPage page, Uri printed)
{
    // The list of traces shows that much of an id.
    private const int ShortenedId = 7;

    // Asked again and again: the dashboard changes the address by script, and a wait for a navigation can miss one that was quicker.
    private static readonly PageAssertionsToHaveURLOptions Patiently = new() { Timeout = HeadlessBrowser.Bound };

    /// <summary>Opens the printed address, which signs in.</summary>
    public async Task SignInAsync()
    {
        await page.GotoAsync(printed.OriginalString);
        await Assertions.Expect(page).Not.ToHaveURLAsync(new Regex("/login"), Patiently);
    }

    /// <summary>Finds a trace in the list of all of them and opens it.</summary>
    /// <param name="traceId">32 hexadecimal digits.</param>
    public async Task<TracePage> OpenTraceAsync(string traceId)
    {
        await page.GotoAsync(new Uri(printed, "/traces").OriginalString);
        await page.GetByRole(AriaRole.Row).GetByText(traceId[..ShortenedId]).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/traces/detail/{traceId}"), Patiently);
        return new TracePage(page);
    }
}
