using System.Collections.Concurrent;
using System.Globalization;
using FocusSuite.TestSupport;
using FocusSuite.TestSupport.Browsers;
using FocusSuite.TestSystem;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(WebSuite))]

namespace FocusSuite.Web.Tests.Support;

/// <summary>
/// What all browser tests of a run share: the real system behind the real gateway, which serves <c>web/dist</c>, and the machine's own
/// Chromium. Each is started when the first test asks for it, and ends with the run. Tests use it by <see cref="BrowserTest"/>.
/// </summary>
public sealed class WebSuite : IAsyncDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromMinutes(3);

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Settings = new()
    {
        // The real work factor of passwords would be most of what the processors do, and every test signs somebody up from one address.
        [PartNames.Identity] = new Dictionary<string, string>
        {
            ["Identity__PasswordIterations"] = "1000",
            ["Identity__SignupsPerAddress"] = "0",
        },
    };

    private readonly ConcurrentDictionary<double, Lazy<Task<FocusSystem>>> _systems = new();
    private readonly Lazy<Task<HeadlessBrowser>> _browser = new(() => HeadlessBrowser.StartAsync(HeadlessBrowser.Require()));

    /// <summary>The built client; the test fails where it is not built, and is skipped where it cannot be.</summary>
    public static string RequireClient()
    {
        var page = Repository.PathOf("web/dist/index.html");
        if (!File.Exists(page))
        {
            Npm.Require();
            Assert.Fail("The client is not built: run ./focus test, or npm ci and npm run build in web/. Why: .focus/logs/web.log.");
        }

        return page;
    }

    /// <summary>The system whose time runs that many times faster; started by the first who asks.</summary>
    public Task<FocusSystem> SystemAsync(double timeScale) => _systems.GetOrAdd(
        timeScale,
        scale => new(async () =>
        {
            using var bound = new CancellationTokenSource(StartBound);
            return await FocusSystem.StartAsync(new FocusSystemOptions { TimeScale = scale, Environment = Settings }, bound.Token);
        })).Value;

    /// <summary>A browser without cookies or storage; skips the test where the machine has no Chromium.</summary>
    /// <param name="root">The gateway's address, below which the tests' paths are.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public async Task<IBrowserContext> NewContextAsync(Uri? root = null, int width = 1280, int height = 800)
    {
        HeadlessBrowser.Require();
        return await (await _browser.Value).NewContextAsync(width, height, root);
    }

    /// <summary>Where something of this test is kept, say <c>.focus/results/RootTests.Client_…png</c>.</summary>
    /// <param name="test">The test's full name.</param>
    /// <param name="number">Which page of the test it is.</param>
    /// <param name="ending">The file's, e.g. <c>png</c>.</param>
    internal static string ResultOf(string test, int number, string ending)
    {
        var folder = Directory.CreateDirectory(Repository.PathOf(".focus/results")).FullName;
        var name = string.Concat(test.Split('.').TakeLast(2).Select(part => "." + part))[1..];
        var safe = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-'));
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{safe[..Math.Min(safe.Length, 180)]}-{number}.{ending}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated && _browser.Value.IsCompletedSuccessfully)
        {
            await (await _browser.Value).DisposeAsync();
        }

        foreach (var system in _systems.Values.Select(system => system.Value).Where(system => system.IsCompletedSuccessfully))
        {
            await (await system).DisposeAsync();
        }
    }
}
