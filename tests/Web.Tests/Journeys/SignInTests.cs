using System.Text.RegularExpressions;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>Who is signed in, for how long, and what of it a script can see.</summary>
public sealed partial class SignInTests(WebSuite suite) : BrowserTest(suite)
{
    private const string AllThatScriptSees =
        """
        async () => {
          const kept = [document.cookie, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
          const db = await new Promise(resolve => {
            const opening = indexedDB.open('focus');
            opening.onsuccess = () => resolve(opening.result);
          });
          for (const name of db.objectStoreNames) {
            kept.push(await new Promise(resolve => {
              const reading = db.transaction(name).objectStore(name).getAll();
              reading.onsuccess = () => resolve(JSON.stringify(reading.result));
            }));
          }
          db.close();
          return kept.join('\n');
        }
        """;

    protected override double TimeScale => 60;

    [Fact]
    public async Task AccessToken_Expired_IsRenewedWithoutAWord()
    {
        Expect("status of 401");
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        var enrollment = await api.BeginAsync();
        await Page.SignInAsync(user);
        await Assertions.Expect(Page.TaskBox(0)).ToBeVisibleAsync();
        await Page.RouteAsync(
            "**/api/v1/focus/tasks/update/",
            route => route.FulfillAsync(new()
            {
                Status = 401,
                ContentType = "application/problem+json",
                Body = """{"title":"Unauthorized","status":401,"code":"UNAUTHENTICATED","detail":"The token has expired."}""",
            }),
            new() { Times = 1 });

        var renewal = await Page.RunAndWaitForResponseAsync(() => Page.TickAsync(1), Renewal());

        renewal.Ok.ShouldBeTrue();
        await Page.WaitUntilSentAsync();
        await Assertions.Expect(Page.TaskBox(1)).ToBeCheckedAsync();
        await Assertions.Expect(Page.Navigation()).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        ((bool)(await api.ProgressAsync(enrollment, 1))["tasks"]![1]!["is_completed"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task SignOut_InOneTab_SignsOutTheOther()
    {
        var user = await SignUpAsync();
        await Page.SignInAsync(user);
        await Assertions.Expect(Page.Navigation()).ToBeVisibleAsync();
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync("/app/history");
        await Assertions.Expect(other.Navigation()).ToBeVisibleAsync();

        await Page.GoAsync("Settings");
        await Page.Button("Sign out").ClickAsync();

        foreach (var page in new[] { Page, other })
        {
            await Assertions.Expect(page.Button("Sign in")).ToBeVisibleAsync();
            await Assertions.Expect(page.Navigation()).ToHaveCountAsync(0);
        }

        // Not only until the page is loaded again.
        await other.ReloadAsync();
        await Assertions.Expect(other.Button("Sign in")).ToBeVisibleAsync();
        (await Page.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task RefreshToken_IsNowhereInScript()
    {
        var user = await SignUpAsync();
        List<Task<string>> bodies = [];
        Page.Response += (_, response) =>
        {
            if (response.Url.Contains("/app/session/", StringComparison.Ordinal))
            {
                bodies.Add(response.TextAsync());
            }
        };
        await Page.SignInAsync(user);
        await Assertions.Expect(Page.Navigation()).ToBeVisibleAsync();
        var first = await CookieAsync();
        await Page.RunAndWaitForResponseAsync(() => Page.ReloadAsync(), Renewal());
        await Assertions.Expect(Page.Navigation()).ToBeVisibleAsync();
        var second = await CookieAsync();

        second.ShouldNotBe(first, "a token is good for one use");
        var seen = await Page.EvaluateAsync<string>(AllThatScriptSees);
        seen.ShouldContain(user.Email, customMessage: "it looks where something is");
        var texts = await Task.WhenAll(bodies);
        texts.Length.ShouldBe(2);
        texts.ShouldAllBe(text => text.Contains("access") && !text.Contains("refresh"));
        foreach (var token in new[] { first, second })
        {
            seen.ShouldNotContain(token);
            texts.ShouldAllBe(text => !text.Contains(token));
        }

        // The access token is in the page's memory alone.
        seen.ShouldNotContain("eyJ");
    }

    [Fact]
    public async Task SignIn_WrongPassword_SaysSo()
    {
        Expect("status of 401");
        var user = await SignUpAsync();
        await Page.SignInAsync(user, password: "not-the-password-1");

        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The email or the password is wrong.");
        await Assertions.Expect(Page.Navigation()).ToHaveCountAsync(0);
        await Page.GetByLabel("Password").FillAsync(TestUser.Password);
        await Page.Button("Sign in").ClickAsync();
        await Assertions.Expect(Page.Navigation()).ToBeVisibleAsync();
    }

    private async Task<string> CookieAsync()
    {
        var cookie = (await Page.Context.CookiesAsync()).ShouldHaveSingleItem();
        (cookie.HttpOnly, cookie.SameSite).ShouldBe((true, SameSiteAttribute.Strict));
        return cookie.Value;
    }

    [GeneratedRegex("/app/session/refresh$")]
    private static partial Regex Renewal();
}
