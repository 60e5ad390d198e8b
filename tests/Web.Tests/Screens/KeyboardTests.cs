using FocusSuite.TestSupport.Waiting;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>Everything without a pointer, and the focus is seen wherever it is.</summary>
public sealed class KeyboardTests(WebSuite suite) : BrowserTest(suite)
{
    // More than any screen has.
    private const int MostStops = 90;

    // What has the focus, and whether one sees that. A choice is a hidden radio button within its label, which has the outline then.
    private const string LookAtFocus =
        """
        () => {
          const element = document.activeElement;
          if (element === document.body || element === globalThis.firstStop) {
            return [element === document.body ? 'nothing' : 'the first', ''];
          }
          globalThis.firstStop ??= element;
          const seen = element.classList.contains('unseen') ? element.closest('label') : element;
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(seen);
          const { top, bottom, left, right } = seen.getBoundingClientRect();
          const words = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
          const isOutlined = ['solid', 'auto', 'double'].includes(outlineStyle) && parseFloat(outlineWidth) >= 2;
          const faults = [
            isOutlined ? '' : `outline ${outlineStyle} ${outlineWidth}`,
            /rgba\(.*, 0\)/.test(outlineColor) ? 'outline without a colour' : '',
            bottom > 0 && right > 0 && top < innerHeight && left < innerWidth ? '' : 'outside the window',
          ];
          return [`${element.tagName} ${words}`.slice(0, 60), faults.filter(Boolean).join(', ')];
        }
        """;

    /// <summary>A session of 25 minutes takes 25 s.</summary>
    protected override double TimeScale => 60;

    [Fact]
    public async Task SignIn_ByTabAndEnter_LeadsToToday()
    {
        var user = await SignUpAsync();
        await Page.GotoAsync("/app/");
        await IsFocusedAsync(Heading("Welcome back"));

        await TabToAsync(Page.GetByLabel("Email"));
        await Page.Keyboard.TypeAsync(user.Email);
        await TabToAsync(Page.GetByLabel("Password"));
        await Page.Keyboard.TypeAsync(TestUser.Password);
        await TabToAsync(Button("Sign in"));
        await PressAsync("Enter");

        await IsFocusedAsync(Heading("Today"));
    }

    [Fact]
    public async Task Sequences_OfGAndALetter_LeadToEachScreenWhoseHeadingHasTheFocus()
    {
        using var life = await BeginAsync();
        var title = (string)(await life.DayAsync(1))["title"]!;
        (string Key, string Path, string Heading)[] screens =
        [
            ("f", "timer", "Timer"), ("p", "programs", "Programs"), ("r", "review", "Week 1"), ("h", "history", "History"),
            ("a", "achievements", "Achievements"), ("s", "settings", "Settings"), ("t", "", title),
        ];

        foreach (var (key, path, heading) in screens)
        {
            await PressAsync("g", key);
            await IsFocusedAsync(Heading(heading));
            new Uri(Page.Url).AbsolutePath.ShouldBe("/app/" + path);
            (await Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).Locator("[aria-current=page]").CountAsync()).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Task_ReachedByJAndTickedBySpace_IsDone()
    {
        using var life = await BeginAsync();
        var boxes = Page.GetByRole(AriaRole.Region, new() { Name = "Tasks" }).GetByRole(AriaRole.Checkbox);

        await PressAsync("j", "j");
        await IsFocusedAsync(boxes.Nth(1));
        await SeesFocusAsync();
        await PressAsync("Space");

        await Assertions.Expect(boxes.Nth(1)).ToBeCheckedAsync();
        await Eventually.UntilAsync(async () => (bool)(await life.DayAsync(1))["user_progress"]!["tasks"]![1]!["is_completed"]!);
    }

    [Fact]
    public async Task Session_StartedByEnterAndCompletedByC_IsKeptWithItsRatingAndNotes()
    {
        using var life = await BeginAsync();

        await TabToAsync(Button("Start 25 min"));
        await PressAsync("Enter");
        await Assertions.Expect(Button("Pause")).ToBeVisibleAsync();
        await PressAsync("c");
        var dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "Complete the session" });
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await IsFocusedAsync(dialog.GetByRole(AriaRole.Radio).First);
        await PressAsync("ArrowRight", "ArrowRight");
        await SeesFocusAsync();
        await TabToAsync(dialog.GetByLabel("Notes"));
        await Page.Keyboard.TypeAsync("Without a mouse");
        await TabToAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Complete" }));
        await PressAsync("Enter");

        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Eventually.UntilAsync(async () => await life.SessionAsync() is null);
        var kept = (await life.SessionsAsync()).Single();
        ((string?)kept["notes"]).ShouldBe("Without a mouse");
        ((int?)kept["productivity_rating"]).ShouldBe(3);
    }

    [Fact]
    public async Task Help_ByQuestionMark_OpensAndEscapeGivesTheFocusBack()
    {
        using var life = await BeginAsync();
        await PressAsync("j");
        var box = Page.GetByRole(AriaRole.Region, new() { Name = "Tasks" }).GetByRole(AriaRole.Checkbox).First;
        await IsFocusedAsync(box);

        await PressAsync("?");
        var help = Page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard" });
        await Assertions.Expect(help.GetByText("Go to History")).ToBeVisibleAsync();
        await PressAsync("Escape");

        await Assertions.Expect(help).ToBeHiddenAsync();
        await IsFocusedAsync(box);
    }

    [Fact]
    public async Task Palette_TypedIntoAndChosenByArrows_RunsTheCommand()
    {
        using var life = await BeginAsync();

        await PressAsync("Control+k");
        var field = Page.GetByRole(AriaRole.Combobox, new() { Name = "What do you want to do?" });
        await IsFocusedAsync(field);
        await Page.Keyboard.TypeAsync("go to");
        await SelectedIsAsync("Go to Today");
        await PressAsync("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowUp");
        await SelectedIsAsync("Go to Settings");
        await PressAsync("Enter");

        await IsFocusedAsync(Heading("Settings"));
    }

    [Fact]
    public async Task Reflection_ByKeyboard_IsKept()
    {
        using var life = await BeginAsync();
        var question = (string)(await life.DayAsync(1))["reflection_prompts"]![0]!;

        await TabToAsync(Button(question));
        await PressAsync("Enter");
        await IsFocusedAsync(Page.GetByLabel("Your answer"));
        await Page.Keyboard.TypeAsync("The keys did.");
        await TabToAsync(Button("Save"));
        await PressAsync("Enter");

        await Assertions.Expect(Page.GetByText("The keys did.")).ToBeVisibleAsync();
        await IsFocusedAsync(Button(question));
        await Eventually.UntilAsync(async () => (await life.DayAsync(1))["user_progress"]!["reflections"]!.AsArray().Count == 1);
    }

    [Fact]
    public async Task Program_EnrolledInAndStartedByKeyboard_IsInProgress()
    {
        await Page.SignInAsync(await SignUpAsync());
        await Page.GotoAsync("/app/");
        await IsFocusedAsync(Heading("Today"));

        await PressAsync("g", "p");
        await IsFocusedAsync(Heading("Programs"));
        await TabToAsync(Button("Enroll: 14-Day Focus Challenge"));
        await PressAsync("Enter");
        await IsFocusedAsync(Heading("14-Day Focus Challenge"));
        await TabToAsync(Button("Start the program"));
        await PressAsync("Enter");

        await Assertions.Expect(Page.GetByRole(AriaRole.Main).GetByText("In progress")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Go to day 1" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Language_ChosenByKeyboard_IsThatOfThePage()
    {
        using var life = await BeginAsync();

        await PressAsync("g", "s");
        await IsFocusedAsync(Heading("Settings"));
        await TabToAsync(Page.GetByLabel("Language"));
        await PressAsync("ArrowDown");

        await Assertions.Expect(Heading("Einstellungen")).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await IsFocusedAsync(Page.GetByLabel("Sprache"));
        await PressAsync("ArrowDown");
        await Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
    }

    [Fact]
    public async Task Tab_ThroughEveryScreen_ShowsTheFocusAtEachStop()
    {
        using var life = await BeginAsync();
        List<string> faults = [];
        foreach (var path in new[]
        {
            "", "timer", "programs", $"programs/{life.Enrollment}", $"programs/{life.Enrollment}/days/1", "review", "history",
            "achievements", "settings", "welcome",
        })
        {
            await OpenAsync(path);
            string? name = null;
            for (var stop = 0; stop < MostStops && name != "the first"; stop++)
            {
                await PressAsync("Tab");
                (name, var fault) = await FocusAsync();
                if (fault.Length > 0)
                {
                    faults.Add($"/{path}, {name}: {fault}");
                }
            }

            name.ShouldBe("the first", $"/{path} has no end of stops");
        }

        faults.ShouldBeEmpty();
    }

    private ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true, Level = 1 });

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Task IsFocusedAsync(ILocator locator) => Assertions.Expect(locator).ToBeFocusedAsync();

    private Task SelectedIsAsync(string name) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Option, new() { Name = name, Selected = true })).ToBeVisibleAsync();

    /// <summary>Somebody on day 1 of a program, who sees Today.</summary>
    private async Task<ProgramLife> BeginAsync()
    {
        var user = await SignUpAsync();
        var life = new ProgramLife(System, user);
        await life.BeginAsync();
        await Page.SignInAsync(user);
        await OpenAsync("");
        await Assertions.Expect(Button("A question of your own")).ToBeVisibleAsync();
        return life;
    }

    private async Task OpenAsync(string path)
    {
        await Page.GotoAsync("/app/" + path);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await Page.WaitForFunctionAsync("() => document.querySelector('[aria-busy=true]') === null");
    }

    private async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Goes on by Tab until something has the focus, which is to be seen at each stop.</summary>
    private async Task TabToAsync(ILocator locator)
    {
        await Assertions.Expect(locator).ToBeVisibleAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            await PressAsync("Tab");
            await SeesFocusAsync();
            if (await locator.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }
        }

        Assert.Fail($"The focus never gets to {locator}.");
    }

    private async Task SeesFocusAsync()
    {
        var (name, fault) = await FocusAsync();
        fault.ShouldBeEmpty(name);
    }

    private async Task<(string Name, string Fault)> FocusAsync()
    {
        var look = await Page.EvaluateAsync<string[]>(LookAtFocus);
        return (look[0], look[1]);
    }
}
