using FocusSuite.TestSupport.Waiting;
using FocusSuite.Web.Tests.Journeys;
using FocusSuite.Web.Tests.Screens;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace FocusSuite.Web.Tests.Achievements;

/// <summary>What somebody's effort comes to, on the screen.</summary>
public sealed class AchievementTests(WebSuite suite) : BrowserTest(suite)
{
    private const string IsSettled =
        "() => document.querySelector('main h1') !== null && document.querySelector('[aria-busy=true]') === null";

    /// <summary>A session of two minutes takes 2 s, and a day 24 minutes.</summary>
    protected override double TimeScale => 60;

    [Fact]
    public async Task Achievements_OfSomebodyNew_AreAllAhead()
    {
        await Page.SignInAsync(await SignUpAsync());

        await OpenAsync();

        await Assertions.Expect(Page.Heading("Everything is still ahead of you")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Region("No streak at the moment")).ToContainTextAsync("Today is not kept yet.");
        await Assertions.Expect(Page.Region("Earned")).ToHaveCountAsync(0);
        var first = ItemOf("Still ahead", "A first step");
        await Assertions.Expect(first.GetByRole(AriaRole.Progressbar, new() { Name = "Progress: 0 of 1 session" })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("hidden achievements are left")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Achievements_AfterADay_TellTheFirstOnesAndWhyAndThatTodayIsKept()
    {
        using var life = await LiveADayAsync();

        var streak = Page.Region("1 day in a row");
        await Assertions.Expect(streak).ToContainTextAsync("Today is kept.");
        await Assertions.Expect(streak.Locator("td[aria-current=date]")).ToContainTextAsync(": Kept");
        var map = Page.GetByRole(AriaRole.Figure).Filter(new() { Has = Page.Heading("The last year") });
        await map.GetByText("As a table").ClickAsync();
        await Assertions.Expect(map.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);

        await ItemOf("Earned", "A first step").Button("Why? A first step").ClickAsync();
        var why = Page.GetByRole(AriaRole.Dialog, new() { Name = "A first step" });
        await Assertions.Expect(why).ToContainTextAsync("1 session.");
        var session = why.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Focus session" });
        await Assertions.Expect(session).ToContainTextAsync("2 min");
        await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(why).ToBeHiddenAsync();
        await Assertions.Expect(ItemOf("Earned", "A first step").Button("Why? A first step")).ToBeFocusedAsync();

        await Page.Button("Why? Session by session").ClickAsync();
        var ahead = Page.GetByRole(AriaRole.Dialog, new() { Name = "Session by session" });
        await Assertions.Expect(ahead).ToContainTextAsync("1 of 10 sessions");
        await Assertions.Expect(ahead).ToContainTextAsync("Not earned yet.");
        await ahead.Button("Close").ClickAsync();

        await ItemOf("Earned", "A first step").Button("Why? A first step").ClickAsync();
        await session.GetByRole(AriaRole.Link, new() { Name = "Day 1" }).ClickAsync();
        await Page.WaitForURLAsync($"**/app/programs/{life.Enrollment}/days/1");
    }

    [Fact]
    public async Task Achievements_WithoutAConnection_AreThoseThatWereLastSeen()
    {
        Expect("net::ERR_INTERNET_DISCONNECTED");
        using var life = await LiveADayAsync();
        await Page.WaitUntilKeptAsync();
        await Eventually.UntilAsync(() => Page.HasKeptAsync("first_session"));

        await Page.Context.SetOfflineAsync(true);
        await Page.ReloadAsync();

        await Assertions.Expect(Page.Region("1 day in a row")).ToContainTextAsync("Today is kept.");
        await Assertions.Expect(ItemOf("Earned", "A first step")).ToBeVisibleAsync();
        await Page.Button("Why? A first step").ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    private ILocator ItemOf(string part, string title) =>
        Page.Region(part).GetByRole(AriaRole.Listitem).Filter(new() { Has = Page.Heading(title) });

    private async Task OpenAsync()
    {
        await Page.GotoAsync("/app/achievements");
        await Page.WaitForFunctionAsync(IsSettled);
    }

    /// <summary>A session of two minutes and a task, on a screen that shows what came of them.</summary>
    private async Task<ProgramLife> LiveADayAsync()
    {
        var user = await SignUpAsync();
        var life = new ProgramLife(System, user);
        await life.BeginAsync();
        await life.StartAsync(day: 1, "Outline of the first chapter");
        await life.CompleteAsync(minutes: 2, rating: 4, "Found the thread.");
        await life.TickAsync(day: 1, task: 0);
        await Page.SignInAsync(user);

        // Figures follow within moments, and a screen reads them anew when it is opened.
        await Eventually.UntilAsync(async () =>
        {
            await OpenAsync();
            return await ItemOf("Earned", "A first step").IsVisibleAsync() && await ItemOf("Earned", "Done is done").IsVisibleAsync();
        });
        return life;
    }
}
