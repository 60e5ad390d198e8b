using System.Text.Json.Nodes;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>What somebody does without a connection, or as it comes back.</summary>
public sealed class OfflineTests(WebSuite suite) : BrowserTest(suite)
{
    private const string Disconnected = "ERR_INTERNET_DISCONNECTED";

    protected override double TimeScale => 60;

    [Fact]
    public async Task Offline_ForAWholeSession_NothingIsLost()
    {
        Expect(Disconnected);
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        var enrollment = await api.BeginAsync();
        var question = await api.QuestionAsync(enrollment);
        await Page.SignInAsync(user);
        await Page.Session().Button("Start 15 min").ClickAsync();
        await Assertions.Expect(Page.Heading("Session runs")).ToBeVisibleAsync();

        await Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(Page.GetByText("You are offline.")).ToBeVisibleAsync();
        await Page.TickAsync(0);
        await Page.TickAsync(2);
        await Page.NoteDistractionAsync("The postman rang.");
        await Assertions.Expect(Page.Session().GetByText("1 distraction")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Heading("Time is up")).ToBeVisibleAsync();
        await Page.CompleteAsync();
        await Assertions.Expect(Page.Session().GetByText("Session complete.")).ToBeVisibleAsync();
        await Page.ReflectAsync(question, "Without a connection.");
        await Assertions.Expect(Page.Answers()).ToHaveTextAsync(["Without a connection."]);
        await Assertions.Expect(Page.TaskBox(0)).ToBeCheckedAsync();
        await Assertions.Expect(Page.TaskBox(1)).Not.ToBeCheckedAsync();
        await Assertions.Expect(Page.TaskBox(2)).ToBeCheckedAsync();
        await Assertions.Expect(Page.GetByText("5 changes wait to be sent")).ToBeVisibleAsync();
        (await api.SessionsAsync()).ShouldHaveSingleItem()["status"]!.ToString().ShouldBe("active", "nothing can have been sent yet");

        await Page.Context.SetOfflineAsync(false);

        await Page.WaitUntilSentAsync();
        await Assertions.Expect(Page.Answers()).ToHaveTextAsync(["Without a connection."]);
        var progress = await api.ProgressAsync(enrollment, 1);
        TasksOf(progress).ShouldBe([true, false, true]);
        AnswersOf(progress).ShouldBe(["Without a connection."]);
        ((int)progress["focus_minutes"]!).ShouldBe(15);
        var session = (await api.SessionsAsync()).ShouldHaveSingleItem();
        ((string)session["status"]!, (int)session["credited_minutes"]!, (int)session["productivity_rating"]!)
            .ShouldBe(("completed", 15, 4));
        session["distractions"]!.AsArray().ShouldHaveSingleItem()!.ToJsonString().ShouldContain("The postman rang.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tab_KilledWhileItSends_NothingIsLostOrDoubled(bool hasArrived)
    {
        Expect(Disconnected);
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        var enrollment = await api.BeginAsync();
        var question = await api.QuestionAsync(enrollment);
        await Page.SignInAsync(user);
        await Assertions.Expect(Page.TaskBox(0)).ToBeVisibleAsync();
        await Page.Context.SetOfflineAsync(true);
        await Page.ReflectAsync(question, "First.");
        await Page.TickAsync(1);
        await Page.ReflectAsync(question, "Second.");
        await Page.TickAsync(0);
        await Page.TickAsync(1, isDone: false);
        await Page.ReflectAsync(question, "Second.");
        await Assertions.Expect(Page.GetByText("6 changes wait to be sent")).ToBeVisibleAsync();

        // The first request is held until its tab is gone: before it arrives, or when it has been answered.
        var isHeld = new TaskCompletionSource();
        await Page.RouteAsync("**/api/v1/focus/reflections/add/", async route =>
        {
            if (hasArrived)
            {
                await route.FetchAsync();
            }

            isHeld.TrySetResult();
        });
        await Page.Context.SetOfflineAsync(false);
        await isHeld.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var next = await Page.Context.NewPageAsync();
        await Page.CloseAsync();
        AnswersOf(await api.ProgressAsync(enrollment, 1)).Count().ShouldBe(hasArrived ? 1 : 0);
        await next.GotoAsync("/app/");

        await Assertions.Expect(next.Answers()).ToHaveTextAsync(["First.", "Second.", "Second."]);
        await next.WaitUntilSentAsync();
        var progress = await api.ProgressAsync(enrollment, 1);
        TasksOf(progress).ShouldBe([true, false, false]);
        AnswersOf(progress).ShouldBe(["First.", "Second.", "Second."]);
    }

    private static IEnumerable<bool> TasksOf(JsonNode progress) =>
        progress["tasks"]!.AsArray().Select(task => (bool)task!["is_completed"]!);

    private static IEnumerable<string> AnswersOf(JsonNode progress) =>
        progress["reflections"]!.AsArray().Select(one => (string)one!["answer"]!);
}
