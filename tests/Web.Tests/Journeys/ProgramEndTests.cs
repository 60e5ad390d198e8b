using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>A program lived through in the browser.</summary>
public sealed class ProgramEndTests(WebSuite suite) : BrowserTest(suite)
{
    private const int Days = 14;

    // An hour takes six seconds.
    protected override double TimeScale => 600;

    [Fact]
    public async Task Program_ToItsEnd_IsCompleted()
    {
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        var enrollment = await api.BeginAsync();
        await Page.SignInAsync(user);

        for (var day = 1; day <= Days; day++)
        {
            await Assertions.Expect(Page.GetByText($"Day {day} of {Days}")).ToBeVisibleAsync();
            await LiveAsync(day, question: await api.QuestionAsync(enrollment, day));
            if (day < Days)
            {
                await Page.Button($"Go on to day {day + 1}").ClickAsync();
            }
        }

        await Assertions.Expect(Page.GetByText("That was the last day. You have completed the whole program.")).ToBeVisibleAsync();
        await Page.GotoAsync($"/app/programs/{enrollment}");
        await Assertions.Expect(Page.GetByText("Completed", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("14 of 14 · 100%")).ToBeVisibleAsync();
        ((string)(await api.ProgramAsync(enrollment))["status"]!).ShouldBe("completed");
    }

    private async Task LiveAsync(int day, string question)
    {
        for (var task = 0; task < 3; task++)
        {
            await Page.TickAsync(task);
        }

        await Page.ReflectAsync(question, $"The answer of day {day}.");
        await Page.Session().GetByRole(AriaRole.Button, new() { Name = "Start" }).First.ClickAsync();

        // The system ends a session half an hour after its time, which is in three seconds: all but the last click comes before.
        var complete = await Page.RateSessionAsync();
        await Assertions.Expect(Page.Heading("Time is up")).ToBeVisibleAsync();
        await complete.ClickAsync();
        await Assertions.Expect(Page.Heading($"Day {day} is complete")).ToBeVisibleAsync();
    }
}
