using FocusSuite.TestSupport;
using Microsoft.Playwright;
using Shouldly;

namespace FocusSuite.AppHost.Tests.Dashboard;

/// <summary>
/// A picture of a page as the test has seen it. It stays beside the results of the tests, in .focus/results; FOCUS_TEST_IMAGES names a
/// folder for those of tests that have passed, from the root of the repository, e.g. docs/images.
/// </summary>
internal sealed class Screenshot
{
    private static readonly string? Images =
        Environment.GetEnvironmentVariable("FOCUS_TEST_IMAGES") is { Length: > 0 } folder
            ? Path.GetFullPath(folder, Repository.Root)
            : null;

    private readonly IPage _page;
    private readonly string _kept;

    /// <param name="page">What is shown.</param>
    /// <param name="name">The file's name, with .png at its end. One of an earlier run is dropped.</param>
    public Screenshot(IPage page, string name)
    {
        _page = page;
        _kept = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, ".focus", "results")).FullName, name);
        File.Delete(_kept);
    }

    /// <summary>
    /// Keeps what the page shows now. Where a test fails since the page is gone, there is no picture, and the test tells its own reason.
    /// </summary>
    public async Task KeepAsync()
    {
        try
        {
            // Away from what it has clicked: the row below the pointer looks different.
            await _page.Mouse.MoveAsync(0, 0);
            await _page.ScreenshotAsync(new() { Path = _kept });
        }
        catch (Exception problem) when (problem is PlaywrightException or TimeoutException)
        {
            Console.WriteLine($"No picture: {problem.Message}");
        }
    }

    /// <summary>
    /// Says that the test has passed: there has to be a picture, and it is copied to where those for users are, if somebody wants that.
    /// </summary>
    public void Publish()
    {
        File.Exists(_kept).ShouldBeTrue();
        if (Images is not null)
        {
            File.Copy(_kept, Path.Combine(Images, Path.GetFileName(_kept)), overwrite: true);
        }
    }
}
