using System.Globalization;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>What somebody does and sees in the client, by the words on the screen.</summary>
internal static class AppPage
{
    // Not before the client has made its database: who opens it first decides what is in it.
    private const string CountEntries =
        """
        store => new Promise((resolve, reject) => {
          const opening = indexedDB.open('focus');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const counting = db.transaction(store).objectStore(store).count();
            counting.onsuccess = () => { db.close(); resolve(counting.result); };
            counting.onerror = () => { db.close(); reject(counting.error); };
          };
        })
        """;

    // The client tries again after a minute at most.
    private static readonly TimeSpan SendBound = TimeSpan.FromSeconds(90);

    /// <summary>The form of somebody who has an account.</summary>
    public static async Task SignInAsync(this IPage page, TestUser user, string password = TestUser.Password)
    {
        await page.GotoAsync("/app/");
        await page.GetByLabel("Email").FillAsync(user.Email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.Button("Sign in").ClickAsync();
    }

    /// <summary>The navigation, which only somebody who is signed in has.</summary>
    public static ILocator Navigation(this IPage page) => page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });

    /// <summary>Goes to another screen without loading the page anew.</summary>
    public static Task GoAsync(this IPage page, string screen) =>
        page.Navigation().GetByRole(AriaRole.Link, new() { Name = screen, Exact = true }).ClickAsync();

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Button(this ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Heading(this IPage page, string name) => page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true });

    public static ILocator Region(this IPage page, string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    /// <summary>The session and what one does with it.</summary>
    public static ILocator Session(this IPage page) => page.Region("Focus session");

    /// <summary>One of the day's tasks, the first of which has the number 0.</summary>
    public static ILocator TaskBox(this IPage page, int number) => page.Region("Tasks").GetByRole(AriaRole.Checkbox).Nth(number);

    /// <summary>Does a task, or undoes it, and sees it so.</summary>
    public static async Task TickAsync(this IPage page, int number, bool isDone = true)
    {
        // The box shows what the outbox has, a moment after the click: Playwright's own Check would look too early.
        await page.TaskBox(number).ClickAsync();
        await Assertions.Expect(page.TaskBox(number)).ToBeCheckedAsync(new() { Checked = isDone });
    }

    /// <summary>What was answered to the day's questions.</summary>
    public static ILocator Answers(this IPage page) => page.Region("Reflections").GetByRole(AriaRole.Blockquote);

    /// <summary>Answers one of the day's questions.</summary>
    public static async Task ReflectAsync(this IPage page, string question, string answer)
    {
        var part = page.Region("Reflections");
        await part.Button(question).ClickAsync();
        await part.GetByLabel("Your answer").FillAsync(answer);
        await part.Button("Save").ClickAsync();
    }

    /// <summary>Notes what came between.</summary>
    public static async Task NoteDistractionAsync(this IPage page, string note)
    {
        await page.Session().Button("Note a distraction").ClickAsync();
        await page.GetByLabel("What came between?").FillAsync(note);
        await page.GetByRole(AriaRole.Dialog).Button("Note it").ClickAsync();
    }

    /// <summary>Says that the session went well. The answer is the button that completes it.</summary>
    public static async Task<ILocator> RateSessionAsync(this IPage page)
    {
        await page.Session().Button("Complete").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Focused").ClickAsync();
        return dialog.Button("Complete");
    }

    /// <summary>Completes the session, and says that it went well.</summary>
    public static async Task CompleteAsync(this IPage page) => await (await page.RateSessionAsync()).ClickAsync();

    /// <summary>The seconds that the timer shows.</summary>
    public static async Task<int> ShownSecondsAsync(this IPage page)
    {
        var text = await page.Session().GetByRole(AriaRole.Timer).InnerTextAsync();
        return text.Split(':').Aggregate(0, (sum, part) => (60 * sum) + int.Parse(part, CultureInfo.InvariantCulture));
    }

    /// <summary>How many things wait in this browser to be sent, or for somebody to see that they were refused.</summary>
    public static Task<int> WaitingAsync(this IPage page) => page.EvaluateAsync<int>(CountEntries, "outbox");

    /// <summary>Waits until the server has all that was done here.</summary>
    public static Task WaitUntilSentAsync(this IPage page) => Eventually.Async(page.WaitingAsync, waiting => waiting == 0, SendBound);

    /// <summary>Waits until the client would open without a connection, too: its files are kept here, and what it has read.</summary>
    public static Task WaitUntilKeptAsync(this IPage page) => Eventually.UntilAsync(async () =>
        await page.EvaluateAsync<bool>("() => navigator.serviceWorker.controller !== null")
        && await page.EvaluateAsync<int>(CountEntries, "cache") > 0);
}
