using Microsoft.Playwright;
using Xunit;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>
/// The machine's own Chromium without a window, driven by Playwright, whose driver comes with its package: nothing is downloaded at run
/// time. It opens pages of this machine only, so that it does without a sandbox, which root and many containers cannot have.
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
    public async Task<IPage> NewPageAsync(int width, int height)
    {
        var page = await _browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-US",
            TimezoneId = "UTC",
        });
        page.SetDefaultTimeout(Bound);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
