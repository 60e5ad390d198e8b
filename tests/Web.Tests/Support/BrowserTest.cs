using FocusSuite.TestSystem;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Support;

/// <summary>
/// A test of the client in a real browser against the real system. Every test has a browser context of its own, so that nobody is signed in
/// when it begins. It fails at any error that a page writes to its console, throws, or hears from the content security policy; see
/// <see cref="Expect"/> for errors that it is about. When it fails, its pages' pictures and errors stay in <c>.focus/results</c>.
/// </summary>
/// <example>
/// <code>
/// public sealed class SignInTests(WebSuite suite) : BrowserTest(suite)
/// {
///     [Fact]
///     public async Task SignIn_RightPassword_ShowsThePrograms()
///     {
///         var user = await SignUpAsync();
///         await Page.GotoAsync("/app/");
///         …
///         await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Programs" })).ToBeVisibleAsync();
///     }
/// }
/// </code>
/// </example>
public abstract class BrowserTest(WebSuite suite) : IAsyncLifetime
{
    // For each expectation, in milliseconds: Playwright's own 5 s are short beside other tests on few cores.
    private const float ExpectBound = 30_000;

    private readonly List<(IBrowserContext Context, PageErrors Errors)> _contexts = [];
    private readonly List<string> _expected = [];
    private FocusSystem? _system;
    private IPage? _page;

    static BrowserTest() => Assertions.SetDefaultExpectTimeout(ExpectBound);

    /// <summary>
    /// How many times faster suite time runs. Tests of one class share a system with all that say the same number; few numbers are fast.
    /// </summary>
    protected virtual double TimeScale => 1;

    /// <summary>The system behind the pages.</summary>
    protected FocusSystem System => _system ?? throw new InvalidOperationException("The system is not started.");

    /// <summary>The test's page, empty at its beginning: <c>await Page.GotoAsync("/")</c>.</summary>
    protected IPage Page => _page ?? throw new InvalidOperationException("The browser is not started.");

    /// <summary>Starts the system and the browser where no other test has, and opens an empty page.</summary>
    public async ValueTask InitializeAsync()
    {
        WebSuite.RequireClient();
        for (var number = 1; number <= 9; number++)
        {
            File.Delete(Kept(number, "png"));
            File.Delete(Kept(number, "txt"));
        }

        // A machine without a browser need not start a system to find out.
        TestSupport.Browsers.HeadlessBrowser.Require();
        _system = await suite.SystemAsync(TimeScale);
        _page = await NewPageAsync();
    }

    /// <summary>Keeps what a failed test has seen, ends its browser contexts, and fails it for errors of its pages.</summary>
    public async ValueTask DisposeAsync()
    {
        await SettleAsync();
        var errors = _contexts.SelectMany(one => one.Errors.Unexpected).ToList();
        if (TestContext.Current.TestState?.Result == TestResult.Failed || errors.Count > 0)
        {
            await KeepAsync(errors);
        }

        foreach (var (context, _) in _contexts)
        {
            await context.DisposeAsync();
        }

        GC.SuppressFinalize(this);
        errors.ShouldBeEmpty("errors of the pages; say Expect(…) of those that the test is about");
    }

    /// <summary>A page in a browser of its own, say somebody else's or the same user's second device.</summary>
    /// <param name="width">In pixels; 390 is a telephone.</param>
    /// <param name="height">In pixels.</param>
    protected async Task<IPage> NewPageAsync(int width = 1280, int height = 800)
    {
        var context = await suite.NewContextAsync(System.GatewayUrl, width, height);
        var errors = await PageErrors.NoteAsync(context);
        _expected.ForEach(errors.Expect);
        _contexts.Add((context, errors));
        return await context.NewPageAsync();
    }

    /// <summary>A new account, signed up by the API; the browser knows nothing of it.</summary>
    /// <param name="pro">Whether it has a Pro subscription.</param>
    /// <param name="timeZone">Where the user lives.</param>
    protected Task<TestUser> SignUpAsync(bool pro = false, string timeZone = "UTC") => TestUser.SignUpAsync(System, pro, timeZone);

    /// <summary>
    /// Says that page errors with this text belong to what is tested, e.g. <c>status of 401</c>: Chromium writes one for each refusal.
    /// </summary>
    protected void Expect(string error)
    {
        _expected.Add(error);
        _contexts.ForEach(one => one.Errors.Expect(error));
    }

    private static string Kept(int number, string ending) => WebSuite.ResultOf(TestContext.Current.Test!.TestDisplayName, number, ending);

    private IEnumerable<IPage> OpenPages() => _contexts.SelectMany(one => one.Context.Pages).Where(page => !page.IsClosed);

    // What a page has written arrives before its answer to this.
    private async Task SettleAsync()
    {
        foreach (var page in OpenPages())
        {
            await TriedAsync(page.TitleAsync);
        }
    }

    private async Task KeepAsync(IReadOnlyList<string> errors)
    {
        var number = 0;
        foreach (var page in OpenPages())
        {
            number++;
            await File.WriteAllLinesAsync(Kept(number, "txt"), [page.Url, .. errors]);
            await TriedAsync(() => page.ScreenshotAsync(new() { Path = Kept(number, "png"), FullPage = true }));
        }
    }

    // Where the page is gone there is nothing to see, and the test tells its own reason.
    private static async Task TriedAsync(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"No answer of the page: {problem.Message}");
        }
    }
}
