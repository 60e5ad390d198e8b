using Microsoft.Playwright;
using Xunit;

namespace FocusSuite.TestSupport.Browsers;

/// <summary>
/// The machine's own Chromium without a window, driven by Playwright, whose driver comes with its package: nothing is downloaded at run
/// time. It opens pages of this machine only, so that it does without a sandbox, which root and many containers cannot have. What it keeps
/// is in a temporary folder that goes with it.
/// </summary>
internal sealed class HeadlessBrowser : IAsyncDisposable
{
    /// <summary>
    /// How long each single wait for a page may take, in milliseconds. Beside other tests on few cores even a click takes its time.
    /// </summary>
    public const float Bound = 120_000;

    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private HeadlessBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>The path of the browser; the test is skipped where there is none.</summary>
    public static string Require()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var path = Programs.SelectMany(program => folders.Select(folder => Path.Combine(folder, program))).FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            path is null, "There is no Chromium on the PATH: install Debian's package chromium (./focus test does, as root or with sudo).");
        return path!;
    }

    /// <summary>Starts it.</summary>
    public static async Task<HeadlessBrowser> StartAsync(string program)
    {
        // Nor may a later version of the driver think of it.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        var playwright = await Playwright.CreateAsync().WaitAsync(TimeSpan.FromMilliseconds(Bound));
        try
        {
            return new HeadlessBrowser(
                playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Timeout = Bound }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>A page without cookies, of always the same look.</summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public async Task<IPage> NewPageAsync(int width, int height) => await (await NewContextAsync(width, height)).NewPageAsync();

    /// <summary>
    /// A browser of somebody else: its pages share cookies and storage with no other context's. They look always the same.
    /// </summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="root">What the paths of addresses are below of, if they have no host.</param>
    public async Task<IBrowserContext> NewContextAsync(int width, int height, Uri? root = null)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = root?.OriginalString,
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-US",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout(Bound);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
