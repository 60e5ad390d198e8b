using FocusSuite.TestSupport.Browsers;
using Microsoft.Playwright;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>
/// The page of one trace: a row a span, with the span's name and the resource that it comes from. It grows while spans come in.
/// </summary>
internal sealed class TracePage(IPage page)
{
    /// <summary>
    /// Returns when the page shows a span of this resource with this text in its name; fails when it does not within the bound.
    /// </summary>
    public Task SeesAsync(string resource, string name)
    {
        var spans = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(resource, new() { Exact = true }), HasText = name });
        return Assertions.Expect(spans.First).ToBeAttachedAsync(new() { Timeout = HeadlessBrowser.Bound });
    }
}
