using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>A newcomer's first day.</summary>
public sealed class OnboardingTests(WebSuite suite) : BrowserTest(suite)
{
    // A session of 25 minutes takes 25 seconds: long enough to be seen running.
    protected override double TimeScale => 60;

    [Fact]
    public async Task Onboarding_ToACompletedDayOne_LeadsOnToDayTwo()
    {
        var email = $"w{Guid.NewGuid():N}@example.com";
        await Page.GotoAsync("/app/");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Create account" }).ClickAsync();
        await Page.GetByLabel("First name").FillAsync("Ada");
        await Page.GetByLabel("Email").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await Page.Button("Create account").ClickAsync();

        await Assertions.Expect(Page.Heading("Choose your program")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = Page.Heading(UserApi.Program) })
            .Button("Choose this program").ClickAsync();
        await Assertions.Expect(Page.Heading("Your first session")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Radio, new() { Name = "25 min" })).ToBeCheckedAsync();
        await Page.Button("Start 25 min").ClickAsync();

        await Assertions.Expect(Page.Heading("Session runs")).ToBeVisibleAsync();
        await Page.GoAsync("Today");
        for (var task = 0; task < 3; task++)
        {
            await Page.TickAsync(task);
        }

        await Assertions.Expect(Page.Heading("Time is up")).ToBeVisibleAsync();
        await Page.CompleteAsync();
        await Assertions.Expect(Page.Session().GetByText("Session complete.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("Still to do: one reflection.")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Heading("Day 1 is complete")).ToHaveCountAsync(0);

        using var api = new UserApi(System, await System.AccessTokenAsync(email));
        var enrollment = await api.EnrollmentAsync();
        await Page.ReflectAsync(await api.QuestionAsync(enrollment), "One step at a time.");
        await Assertions.Expect(Page.Heading("Day 1 is complete")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("This day is complete.")).ToBeVisibleAsync();
        await Page.Button("Go on to day 2").ClickAsync();

        await Assertions.Expect(Page.GetByText("Day 2 of 14")).ToBeVisibleAsync();
        await Assertions.Expect(Page.TaskBox(0)).Not.ToBeCheckedAsync();
        var progress = await api.ProgressAsync(enrollment, 1);
        ((bool)progress["is_completed"]!, (int)progress["focus_minutes"]!).ShouldBe((true, 25));
    }
}
