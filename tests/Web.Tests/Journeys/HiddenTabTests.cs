using FocusSuite.TestSupport.Waiting;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>A tab that nobody sees for a while.</summary>
public sealed class HiddenTabTests(WebSuite suite) : BrowserTest(suite)
{
    private const int PlannedMinutes = 90;
    private const int HiddenMinutes = 25;
    private const int PausedMinutes = 5;

    private const string SetVisibility =
        """
        state => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => state === 'hidden' });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """;

    private const string CountTicks = "() => { window.ticks = 0; setInterval(() => { window.ticks += 1; }, 100); }";

    // Of the 250 that there would be in a tab that is seen.
    private const int MostTicks = 50;

    protected override double TimeScale => 60;

    // A headless browser throttles and freezes no tab by itself. A debugger halts this one: no timer of its script runs, and nothing that
    // arrives is read, while the clocks go on.
    [Fact]
    public async Task Tab_HiddenForALongSession_ShowsTheTruthWhenSeenAgain()
    {
        await using var untouched = await HiddenTab.OpenAsync(Page, System, await SignUpAsync());
        await using var paused = await HiddenTab.OpenAsync(await NewPageAsync(), System, await SignUpAsync());
        await untouched.HideAsync();
        await paused.HideAsync();

        // Meanwhile, on another device: what the tab knows of the end is wrong by so much.
        await paused.Api.PauseAsync(paused.Session);
        var before = System.SuiteTime;
        await Eventually.UntilAsync(() => Task.FromResult(System.SuiteTime - before > TimeSpan.FromMinutes(PausedMinutes)));
        await paused.Api.ResumeAsync(paused.Session);
        await Eventually.Async(
            async () => (int)(await untouched.Api.ActiveAsync())["elapsed_seconds"]!,
            elapsed => elapsed > HiddenMinutes * 60,
            bound: TimeSpan.FromMinutes(1));

        foreach (var tab in new[] { untouched, paused })
        {
            await tab.ShowAsync();
            await tab.Page.ShouldShowTheServersTimeAsync(tab.Api);
            (await tab.Page.EvaluateAsync<int>("() => window.ticks")).ShouldBeLessThan(MostTicks, "it was halted");
        }

        (await paused.Api.RemainingAsync() - await untouched.Api.RemainingAsync()).ShouldBeGreaterThan((PausedMinutes * 60) - 60);
    }

    private sealed class HiddenTab(IPage page, ICDPSession devtools, UserApi api, string session) : IAsyncDisposable
    {
        public IPage Page => page;

        public UserApi Api => api;

        public string Session => session;

        public static async Task<HiddenTab> OpenAsync(IPage page, TestSystem.FocusSystem system, TestUser user)
        {
            var api = new UserApi(system, user);
            var session = await api.StartSessionAsync(await api.BeginAsync(), PlannedMinutes);
            await page.SignInAsync(user);
            await page.GoAsync("Timer");
            await Assertions.Expect(page.Heading("Session runs")).ToBeVisibleAsync();
            return new HiddenTab(page, await page.Context.NewCDPSessionAsync(page), api, session);
        }

        public async Task HideAsync()
        {
            await page.EvaluateAsync(CountTicks);
            await page.EvaluateAsync(SetVisibility, "hidden");
            await devtools.SendAsync("Debugger.enable");
            await devtools.SendAsync("Debugger.pause");
        }

        public async Task ShowAsync()
        {
            await devtools.SendAsync("Debugger.resume");
            await devtools.SendAsync("Debugger.disable");
            await page.EvaluateAsync(SetVisibility, "visible");
        }

        public async ValueTask DisposeAsync()
        {
            api.Dispose();
            await devtools.DetachAsync();
        }
    }
}
