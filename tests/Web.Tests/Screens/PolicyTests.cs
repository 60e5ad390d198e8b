using System.Collections.Concurrent;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>What the pages of the client may do, and that they get by with it.</summary>
public sealed class PolicyTests(WebSuite suite, MidProgram people) : ScreenTest(suite, people), IClassFixture<MidProgram>
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types focus";

    // A script may set a custom property of an element, say a program's colour; nothing else is anywhere but in the style sheets.
    private const string InlineStyles =
        """
        () => [...document.querySelectorAll('[style], style, script:not([src])')]
          .filter(element => !/^(--[a-z]+: #[0-9a-f]{6};? ?)+$/i.test(element.getAttribute('style') ?? ''))
          .map(element => element.outerHTML.slice(0, 120))
        """;

    private const string IsControlled = "() => navigator.serviceWorker.controller !== null";

    [Theory]
    [InlineData("/app/")]
    [InlineData("/app/timer")]
    [InlineData("/app/index.html")]
    public async Task Page_OfTheClient_ComesWithItsPolicies(string path)
    {
        var headers = (await Page.GotoAsync(path))!.Headers;

        headers["content-security-policy"].ShouldBe(Policy);
        headers["cross-origin-opener-policy"].ShouldBe("same-origin");
        headers["x-content-type-options"].ShouldBe("nosniff");
        headers["x-frame-options"].ShouldBe("DENY");
        headers["referrer-policy"].ShouldBe("no-referrer");
        headers["permissions-policy"].ShouldContain("camera=()");
        headers["permissions-policy"].ShouldContain("screen-wake-lock=(self)");
        headers["cache-control"].ShouldBe("no-cache");
    }

    [Fact]
    public async Task Page_AWalkOverAllScreens_AsksNobodyElseAndHasNoInlineStyle()
    {
        ConcurrentDictionary<string, string> hosts = [];
        Page.Context.Request += (_, request) => hosts.TryAdd(new Uri(request.Url).Authority, request.Url);
        List<string> faults = [];

        await OpenAsync(Page, "sign-in", "en");
        await LookAsync("sign-in");
        await PrepareAsync(Page, "today");
        await OpenAsync(Page, "today", "en");
        await LookAsync("today");
        foreach (var name in new[] { "Timer", "Review", "History", "Achievements", "Settings", "Programs" })
        {
            await Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await SeesAsync(Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading, new() { Level = 2 }));
            await LookAsync(name);
        }

        await Page.GetByRole(AriaRole.Link, new() { Name = "Path and progress: 14-Day Focus Challenge" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Day 1, complete" }).ClickAsync();
        await SeesAsync(Page.GetByText("A good beginning."));
        await LookAsync("day");
        await Page.Keyboard.PressAsync("Control+k");
        await SeesAsync(Page.GetByRole(AriaRole.Option));
        await LookAsync("palette");

        faults.ShouldBeEmpty();
        hosts.Keys.ShouldBe([System.GatewayUrl.Authority], string.Join(' ', hosts.Values));

        async Task LookAsync(string screen)
        {
            await Page.WaitForFunctionAsync("() => document.querySelector('[aria-busy=true]') === null");
            faults.AddRange((await Page.EvaluateAsync<string[]>(InlineStyles)).Select(found => $"{screen}: {found}"));
        }
    }

    [Fact]
    public async Task Page_WithoutAConnection_ShowsTheLastStateAndScreensThatWereNeverSeen()
    {
        // Chromium writes one for each request that fails.
        Expect("net::ERR_INTERNET_DISCONNECTED");
        var life = await LifeAsync();
        var title = (string)(await life.DayAsync(2))["title"]!;
        await PrepareAsync(Page, "today");
        await OpenAsync(Page, "today", "en");
        await Page.WaitForFunctionAsync(IsControlled);
        await Eventually.UntilAsync(() => Page.HasKeptAsync(title));

        await Page.Context.SetOfflineAsync(true);
        await Page.ReloadAsync();
        await SeesAsync(Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 }));
        await Assertions.Expect(Page.GetByRole(AriaRole.Checkbox).First).ToBeCheckedAsync();
        await SeesAsync(Page.GetByText("You are offline."));

        foreach (var name in new[] { "Timer", "Programs", "History", "Achievements", "Settings" })
        {
            await Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
            await SeesAsync(Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }));
        }
    }
}
