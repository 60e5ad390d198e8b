using System.Text.RegularExpressions;
using FocusSuite.TestSupport.Browsers;
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

    /// <summary>Goes to the table of all parts.</summary>
    public Task OpenResourcesAsync() => page.GotoAsync(new Uri(printed, "/").OriginalString);

    /// <summary>Returns when the table shows a part in a state.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="state">An expression for the state's text.</param>
    public Task SeesPartAsync(string part, string state) =>
        Assertions.Expect(RowOf(part)).ToContainTextAsync(new Regex(state), new() { Timeout = HeadlessBrowser.Bound });

    /// <summary>Presses the first button of a part's row: it stops a part that runs, and starts one that does not.</summary>
    public Task PressAsync(string part) => RowOf(part).GetByRole(AriaRole.Button).First.ClickAsync();

    /// <summary>Finds a trace in the list of all of them and opens it.</summary>
    /// <param name="traceId">32 hexadecimal digits.</param>
    public async Task<TracePage> OpenTraceAsync(string traceId)
    {
        await page.GotoAsync(new Uri(printed, "/traces").OriginalString);
        await page.GetByRole(AriaRole.Row).GetByText(traceId[..ShortenedId]).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/traces/detail/{traceId}"), Patiently);
        return new TracePage(page);
    }

    private ILocator RowOf(string part) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(part, new() { Exact = true }) }).First;
}
