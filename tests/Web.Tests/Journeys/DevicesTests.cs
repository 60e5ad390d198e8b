using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>One user on several devices and in several tabs.</summary>
public sealed class DevicesTests(WebSuite suite) : BrowserTest(suite)
{
    protected override double TimeScale => 60;

    [Fact]
    public async Task Session_PausedOnOneDevice_IsPausedOnTheOther()
    {
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        await api.StartSessionAsync(await api.BeginAsync(), minutes: 180);
        var phone = await NewPageAsync(390, 844);
        await Page.SignInAsync(user);
        await phone.SignInAsync(user);
        var tab = await Page.Context.NewPageAsync();
        await tab.GotoAsync("/app/timer");
        await Page.GoAsync("Timer");
        await phone.GoAsync("Timer");
        IPage[] all = [Page, phone, tab];
        await EachShowsAsync(all, "Session runs");

        await Page.Session().Button("Pause").ClickAsync();

        await EachShowsAsync(all, "Session paused");
        var stopped = await api.RemainingAsync();
        foreach (var page in all)
        {
            // Nothing moves any more: all of them show the server's number itself.
            (await page.ShownSecondsAsync()).ShouldBe(stopped);
        }

        await phone.Session().Button("Resume").ClickAsync();

        await EachShowsAsync(all, "Session runs");
        foreach (var page in all)
        {
            await page.ShouldShowTheServersTimeAsync(api);
        }
    }

    private static async Task EachShowsAsync(IEnumerable<IPage> pages, string heading)
    {
        foreach (var page in pages)
        {
            await Assertions.Expect(page.Heading(heading)).ToBeVisibleAsync();
        }
    }
}
