using System.Text.Json;
using System.Text.Json.Nodes;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;

namespace FocusSuite.Web.Tests.Screens;

/// <summary>What a browser has before it opens a page, and after.</summary>
internal static class BrowserState
{
    private const string IsKept =
        """
        text => new Promise(resolve => {
          const opening = indexedDB.open('focus');
          opening.onsuccess = () => {
            const reading = opening.result.transaction('cache').objectStore('cache').getAll();
            reading.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(reading.result).includes(text)); };
          };
        })
        """;

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

    /// <summary>Whether something that was read is on the device, for a time without a connection: it is written a moment later.</summary>
    public static Task<bool> HasKeptAsync(this IPage page, string text) => page.EvaluateAsync<bool>(IsKept, text);
}
