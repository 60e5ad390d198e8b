using System.Text.Json;
using System.Text.Json.Nodes;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>What a browser has before it opens a page.</summary>
internal static class BrowserState
{
    /// <summary>Signs in with the request of the sign-in screen; the next page that the browser opens is the user's.</summary>
    public static async Task SignInAsync(this IPage page, TestUser user)
    {
        var answer = await page.Context.APIRequest.PostAsync("/app/session/login", new()
        {
            Headers = new Dictionary<string, string> { ["Focus-Client"] = "web" },
            DataObject = new { email = user.Email, password = TestUser.Password },
        });
        var text = await answer.TextAsync();
        answer.Ok.ShouldBeTrue(text);
        await page.KeepAsync("focus.user", JsonNode.Parse(text)!["results"]!["data"]!["user"]!.ToJsonString());
    }

    /// <summary>Puts something into the storage of each page that the browser opens from now on.</summary>
    public static Task KeepAsync(this IPage page, string key, string value) => page.Context.AddInitScriptAsync(
        $"localStorage.setItem({JsonSerializer.Serialize(key)}, {JsonSerializer.Serialize(value)})");
}
