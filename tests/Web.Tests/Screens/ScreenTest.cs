using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>A test that looks at every screen of the client, with something on it.</summary>
public abstract class ScreenTest(WebSuite suite, MidProgram people) : BrowserTest(suite)
{
    private const string IsSettled =
        "() => document.querySelector('main h1, dialog[open]') !== null && document.querySelector('[aria-busy=true]') === null";

    /// <summary>The screens, and what opens above one.</summary>
    public static TheoryData<string> Screens =>
    [
        "sign-in", "sign-up", "welcome", "today", "today-running", "timer", "timer-running", "programs", "program", "program-day", "review",
        "history", "achievements", "settings", "palette", "keyboard-help", "complete-dialog", "delete-dialog", "log-dialog",
        "correct-dialog", "why-dialog",
    ];

    /// <summary>Days pass within minutes; the longest session takes 18 s.</summary>
    protected override double TimeScale => 600;

    /// <summary>Who is signed in on most screens.</summary>
    internal Task<ProgramLife> LifeAsync() => people.LifeAsync(System);

    /// <summary>Signs in where the screen is one of somebody who is.</summary>
    protected async Task PrepareAsync(IPage page, string screen)
    {
        if (screen is not ("sign-in" or "sign-up"))
        {
            await page.SignInAsync((await LifeAsync()).User);
        }
    }

    /// <summary>Opens a screen in a language, and awaits all of it.</summary>
    protected async Task OpenAsync(IPage page, string screen, string language)
    {
        await page.KeepAsync("focus.locale", language);
        if (screen is "sign-in" or "sign-up")
        {
            await page.GotoAsync(screen == "sign-in" ? "/app/" : "/app/sign-up");
            await SeesAsync(page.GetByRole(AriaRole.Button));
            await page.WaitForFunctionAsync(IsSettled);
            return;
        }

        var life = await LifeAsync();
        var isRunning = screen.EndsWith("-running", StringComparison.Ordinal) || screen == "complete-dialog";
        await (isRunning ? life.EnsureSessionAsync(day: 2) : life.EnsureNoSessionAsync());
        await page.GotoAsync("/app/" + PathOf(screen, life.Enrollment));
        var main = page.GetByRole(AriaRole.Main);
        await SeesAsync(screen switch
        {
            "today" or "program-day" => main.GetByRole(AriaRole.Heading, new() { Level = 3 }),
            "today-running" or "timer-running" or "complete-dialog" => main.GetByRole(AriaRole.Timer),
            "review" => main.GetByRole(AriaRole.Img),
            "history" or "log-dialog" or "correct-dialog" => main.GetByRole(AriaRole.Heading, new() { Level = 3 }),
            "settings" or "delete-dialog" => main.GetByRole(AriaRole.Combobox).Nth(1),
            "programs" or "achievements" or "why-dialog" => main.GetByRole(AriaRole.Progressbar),
            _ => main.GetByRole(AriaRole.Button),
        });
        await page.WaitForFunctionAsync(IsSettled);
        await OpenDialogAsync(page, screen);
    }

    /// <summary>Awaits the first of some elements.</summary>
    protected static Task SeesAsync(ILocator locator) => Assertions.Expect(locator.First).ToBeVisibleAsync();

    private static string PathOf(string screen, int enrollment) => screen switch
    {
        "welcome" or "programs" or "review" or "history" or "achievements" or "settings" => screen,
        "timer" or "timer-running" => "timer",
        "program" => $"programs/{enrollment}",
        "program-day" => $"programs/{enrollment}/days/1",
        "delete-dialog" => "settings",
        "log-dialog" or "correct-dialog" => "history",
        "why-dialog" => "achievements",
        _ => "",
    };

    private static async Task OpenDialogAsync(IPage page, string screen)
    {
        var key = screen switch { "palette" => "Control+k", "keyboard-help" => "?", "complete-dialog" => "c", _ => null };
        if (key is not null)
        {
            await page.Keyboard.PressAsync(key);
        }
        else if (screen == "delete-dialog")
        {
            await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).Last.ClickAsync();
        }
        else if (screen == "log-dialog")
        {
            await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).First.ClickAsync();
        }
        else if (screen == "correct-dialog")
        {
            await page.Locator(".session-day").GetByRole(AriaRole.Button).First.ClickAsync();
        }
        else if (screen == "why-dialog")
        {
            await page.Locator(".achievements").GetByRole(AriaRole.Button).First.ClickAsync();
        }
        else
        {
            return;
        }

        await SeesAsync(page.GetByRole(AriaRole.Dialog));
        await page.WaitForFunctionAsync(IsSettled);
    }
}
