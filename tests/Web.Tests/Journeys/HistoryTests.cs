using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>What somebody puts right afterwards.</summary>
public sealed class HistoryTests(WebSuite suite) : BrowserTest(suite)
{
    protected override double TimeScale => 60;

    [Fact]
    public async Task History_ASessionIsEnteredCorrectedAndRemoved_ShowsAndCountsIt()
    {
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        var enrollment = await api.BeginAsync();
        await Page.SignInAsync(user);
        await Page.GoAsync("History");

        await Page.Button("Enter a past session").ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("What you worked on").FillAsync("Read on the train");
        await dialog.Button("Enter").ClickAsync();
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        var entry = Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Read on the train" });
        await Assertions.Expect(entry).ToContainTextAsync("Entered");
        await Assertions.Expect(entry).ToContainTextAsync("25 min");
        var session = (await api.SessionsAsync()).ShouldHaveSingleItem();
        ((bool)session["is_manual"]!, (int)session["credited_minutes"]!).ShouldBe((true, 25));
        ((int)(await api.ProgressAsync(enrollment, 1))["focus_minutes"]!).ShouldBe(25);

        await entry.GetByRole(AriaRole.Button, new() { Name = "Correct" }).ClickAsync();
        await dialog.GetByLabel("Minutes that count").FillAsync("10");
        await dialog.Button("Save").ClickAsync();
        await Assertions.Expect(entry).ToContainTextAsync("Corrected");
        await Assertions.Expect(entry).ToContainTextAsync("10 min");
        ((int)(await api.ProgressAsync(enrollment, 1))["focus_minutes"]!).ShouldBe(10);

        await entry.GetByRole(AriaRole.Button, new() { Name = "Correct" }).ClickAsync();
        await dialog.Button("Remove…").ClickAsync();
        await dialog.Button("Remove").ClickAsync();
        await Assertions.Expect(entry).ToHaveCountAsync(0);
        (await api.SessionsAsync()).ShouldBeEmpty();
        ((int)(await api.ProgressAsync(enrollment, 1))["focus_minutes"]!).ShouldBe(0);
    }

    [Fact]
    public async Task History_ASessionIsEnteredOffline_CountsWhenTheConnectionIsBack()
    {
        Expect("ERR_INTERNET_DISCONNECTED");
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        var enrollment = await api.BeginAsync();
        await Page.SignInAsync(user);
        await Page.GoAsync("History");
        await Assertions.Expect(Page.Button("Enter a past session")).ToBeVisibleAsync();

        await Page.Context.SetOfflineAsync(true);
        await Page.Button("Enter a past session").ClickAsync();
        await Page.GetByRole(AriaRole.Dialog).Button("Enter").ClickAsync();
        await Assertions.Expect(Page.GetByText("1 change waits to be sent")).ToBeVisibleAsync();
        await Page.Context.SetOfflineAsync(false);
        await Page.WaitUntilSentAsync();

        ((int)(await api.ProgressAsync(enrollment, 1))["focus_minutes"]!).ShouldBe(25);
        await Assertions.Expect(Page.GetByText("Entered", new() { Exact = true })).ToBeVisibleAsync();
    }
}
